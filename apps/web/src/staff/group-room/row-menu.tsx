import { Button as PlainButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Icon } from '../../ui/icon.js';

export interface MenuEntry {
  readonly id: string;
  readonly words: string;
  readonly leave?: boolean;
  onChoose: () => void;
}

/** Further acts of one row, by mouse, touch or keyboard. `label` names the person. */
export function RowMenu({ label, entries, words }: { label: string; entries: readonly MenuEntry[]; words?: string }) {
  return (
    <MenuTrigger>
      <PlainButton className={words ? 'button row-menu-worded' : 'row-menu'} aria-label={label}>
        {words ?? <Icon name="more" />}
      </PlainButton>
      <Popover className="menu-popover" placement="bottom end">
        <Menu className="menu" aria-label={label} items={entries} onAction={(id) => entries.find((entry) => entry.id === id)?.onChoose()}>
          {(entry) => <MenuItem className={entry.leave ? 'menu-item menu-leave' : 'menu-item'}>{entry.words}</MenuItem>}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
