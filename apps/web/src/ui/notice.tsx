import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

type Tone = 'notice' | 'info' | 'ok' | 'support' | 'problem';

const signs: Record<Tone, IconName> = { notice: 'warn', info: 'info', ok: 'check', support: 'help', problem: 'warn' };

/**
 * A few sentences that stand out: what happened, what we do, what you can do. `live`: read out politely when it appears; `problem`
 * answers something the person just did and is read out at once.
 */
export function Notice({ tone = 'notice', icon, live = false, children }: { tone?: Tone; icon?: IconName; live?: boolean; children: ReactNode }) {
  const role = tone === 'problem' ? 'alert' : live ? 'status' : undefined;
  return (
    <div className={`notice notice-${tone}`} role={role}>
      <Icon name={icon ?? signs[tone]} />
      <div className="notice-words">{children}</div>
    </div>
  );
}

/** A small word beside a thing. Never the only sign of its state: the word says it. */
export function Chip({ tone, icon, children }: { tone?: 'support' | 'ok' | 'notice' | 'leave'; icon?: IconName; children: ReactNode }) {
  return (
    <span className={tone ? `chip chip-${tone}` : 'chip'}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

/** A raised piece of the page. */
export function Card({ className = '', children }: { className?: string; children: ReactNode }) {
  return <section className={`card ${className}`}>{children}</section>;
}
