/** Why there is no camera or microphone, in the kinds that need different help. */
export type MediaProblem = 'denied' | 'missing' | 'in_use' | 'unsupported' | 'unknown';

/** Kinds of device that need different words to mend a refusal. */
export type Platform = 'ios' | 'android' | 'safari' | 'desktop';

/** What getUserMedia's error means. Source: Media Capture and Streams, section 10.2. */
export function problemOf(thrown: unknown): MediaProblem {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'in_use';
  if (name === 'NotSupportedError' || name === 'TypeError') return 'unsupported';
  return 'unknown';
}

/** From the browser's own description. iPads call themselves Macs but have a touch screen. */
export function platformOf({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Platform {
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  return /Safari/.test(userAgent) && !/Chrome|Chromium|Edg/.test(userAgent) ? 'safari' : 'desktop';
}
