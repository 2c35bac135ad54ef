/** The seat behind a media identity `<seat>.<generation>`; attendance and names are kept by seat. Never throws. */
export function seatOf(identity: string): string {
  const dot = identity.indexOf('.');
  return dot < 0 ? identity : identity.slice(0, dot);
}
