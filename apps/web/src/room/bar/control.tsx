import './bar.css';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../ui/icon.js';

interface ControlProps {
  icon: IconName;
  children: ReactNode;
  onPress: () => void;
  /** For switches: whether it is on. */
  on?: boolean;
  /** Something is wrong with the device behind it. */
  trouble?: boolean;
  look?: 'help';
  /** Opens a sheet or menu. */
  opens?: boolean;
}

/** A large labelled button of the room's bar: never a bare sign. */
export function Control({ icon, children, onPress, on, trouble = false, look, opens = false }: ControlProps) {
  const looks = ['control', on && 'control-on', trouble && 'control-trouble', look && `control-${look}`].filter(Boolean).join(' ');
  return (
    <button type="button" className={looks} aria-haspopup={opens ? 'dialog' : undefined} onClick={onPress}>
      <Icon name={icon} />
      <span>{children}</span>
    </button>
  );
}
