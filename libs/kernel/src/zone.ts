/** Whether this is the name of an IANA zone, e.g. `America/Los_Angeles`; an offset is none, because it knows no summer. Never throws. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
