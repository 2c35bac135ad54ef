import { iconPaths } from './icon-paths.js';

export type IconName = keyof typeof iconPaths;

/** A drawn sign of 1.25em. Always beside words: it is hidden from screen readers. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {iconPaths[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
