import type { AnchorHTMLAttributes, ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.js';

type Look = 'plain' | 'primary' | 'quiet' | 'leave' | 'support';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  /** 56 px high, for the patient path; `target` is 44 px. */
  size?: 'normal' | 'target' | 'big';
  icon?: IconName;
  /** Something is on its way: the button stays focusable and readable but does nothing. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
}

/** A button. Never `disabled`: what cannot be done is not offered, or says why when pressed. */
export function Button({ look = 'plain', size = 'normal', icon, busy = false, className = '', onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${buttonClass(look, size)} ${className}`}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface ButtonLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'onClick' | 'className'> {
  look?: Look;
  size?: ButtonProps['size'];
  icon?: IconName;
  href: string;
  /** Instead of loading the page at `href`. A middle click, a new tab or a new window stays the browser's. */
  onFollow?: () => void;
  children: ReactNode;
}

/** The same look for a link: another page, or a telephone number. */
export function ButtonLink({ look = 'plain', size = 'normal', icon, onFollow, children, ...rest }: ButtonLinkProps) {
  const follow = (event: MouseEvent): void => {
    if (!onFollow || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFollow();
  };
  return (
    <a {...rest} className={buttonClass(look, size)} onClick={follow}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

function buttonClass(look: Look, size: ButtonProps['size'] = 'normal'): string {
  return ['button', look !== 'plain' && `button-${look}`, size !== 'normal' && `button-${size}`].filter(Boolean).join(' ');
}
