import { useEffect, useRef, type ReactNode } from 'react';

let firstOfPage = true;

/**
 * The heading of a screen. Takes the focus when the screen appears, so that a keyboard or screen reader starts at the top of what is
 * new; not on the first screen after the page was loaded, where the browser already starts there.
 */
export function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!firstOfPage) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    firstOfPage = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** Words that only a screen reader says. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>;
}

/** A place whose changes are read out politely. Keep it on the page and change its words; an empty one says nothing. */
export function Polite({ children }: { children: ReactNode }) {
  return (
    <div className="visually-hidden" role="status">
      {children}
    </div>
  );
}
