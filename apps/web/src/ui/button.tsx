import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
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

/** The same look for a link, such as a telephone number. */
export function ButtonLink({ look = 'plain', size = 'normal', icon, href, children }: { look?: Look; size?: ButtonProps['size']; icon?: IconName; href: string; children: ReactNode }) {
  return (
    <a className={buttonClass(look, size)} href={href}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

function buttonClass(look: Look, size: ButtonProps['size'] = 'normal'): string {
  return ['button', look !== 'plain' && `button-${look}`, size !== 'normal' && `button-${size}`].filter(Boolean).join(' ');
}
