import type { SegmentWish } from '#scheduling';

/** The parts of a demo block: minutes, and whether they count. Together 3 h 40 min, so that more than 3 h are left when it has just begun. */
const parts = [
  { kind: 'check_in', title: 'Check-in', minutes: 15, counts: true },
  { kind: 'process', title: 'Process group', minutes: 60, counts: true },
  { kind: 'break', title: 'Break', minutes: 10, counts: false },
  { kind: 'skills', title: 'Skills: distress tolerance', minutes: 60, counts: true },
  { kind: 'break', title: 'Break', minutes: 10, counts: false },
  { kind: 'education', title: 'Relapse prevention', minutes: 50, counts: true },
  { kind: 'wrap_up', title: 'Wrap-up', minutes: 15, counts: true },
] as const;

const minute = 60_000;
/** What a start promises: a group that goes on for so long. */
const promised = 3 * 60 * minute;

/** A block that began at the last full five minutes, with its segments. Pure. */
export function planBlock(now: Date): { from: Date; to: Date; segments: SegmentWish[] } {
  const from = new Date(Math.floor(now.getTime() / (5 * minute)) * 5 * minute);
  let at = from.getTime();
  const segments = parts.map((part) => {
    const begins = at;
    at += part.minutes * minute;
    return { kind: part.kind, title: part.title, from: new Date(begins), to: new Date(at), counts: part.counts };
  });
  return { from, to: new Date(at), segments };
}

/** Whether a block still keeps the promise of a start. Pure. */
export function isLongEnough(block: { from: Date; to: Date }, now: Date): boolean {
  return block.from <= now && block.to.getTime() - now.getTime() >= promised;
}
