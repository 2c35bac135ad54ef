import { Button as PlainButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Icon } from '../../ui/icon.js';

export interface MenuEntry {
  readonly id: string;
  readonly words: string;
  readonly leave?: boolean;
  onChoose: () => void;
}

/** Back to the menu from which a dialog was opened: its entry, which had the focus, is gone by then. Focus that has a place stays there. */
export function focusMenuOf(seatId: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>(`[data-menu-of="${seatId}"]`)?.focus();
  });
}

/** Further acts of one row, by mouse, touch or keyboard. `label` names the person. */
export function RowMenu({ seatId, label, entries }: { seatId: string; label: string; entries: readonly MenuEntry[] }) {
  return (
    <MenuTrigger>
      <PlainButton className="row-menu" aria-label={label} data-menu-of={seatId}>
        <Icon name="more" />
      </PlainButton>
      <Popover className="menu-popover" placement="bottom end">
        <Menu className="menu" aria-label={label} items={entries} onAction={(id) => entries.find((entry) => entry.id === id)?.onChoose()}>
          {(entry) => <MenuItem className={entry.leave ? 'menu-item menu-leave' : 'menu-item'}>{entry.words}</MenuItem>}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
