const minute = 60_000;
const day = 24 * 60 * minute;
const written = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/**
 * The instant at which the clocks of a zone show this local time, written `2026-03-08T09:00`. Of a time that they show twice, the first
 * one. Epoch milliseconds; `undefined` for a time that they skip and for what is no date. Throws for what is no zone.
 */
export function instantOf(local: string, zone: string): number | undefined {
  const wall = wallMs(local);
  if (wall === undefined) return undefined;
  // Clocks change by a day at most, so the offset before and the one after are the only two that there can be.
  const candidates = [wall - day, wall + day].map((around) => wall - offsetMs(around, zone)).sort((a, b) => a - b);
  return candidates.find((instant) => instant + offsetMs(instant, zone) === wall);
}

/** The local time as if it were UTC. */
function wallMs(local: string): number | undefined {
  const found = written.exec(local);
  if (!found) return undefined;
  const [year = 0, month = 0, dayOfMonth = 0, hour = 0, minutes = 0] = found.slice(1).map(Number);
  const isDate = month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysIn(year, month);
  return isDate && hour < 24 && minutes < 60 ? daysBefore(year, month) * day + (dayOfMonth - 1) * day + (hour * 60 + minutes) * minute : undefined;
}

/** How far the clocks of the zone are ahead of UTC at this instant. */
function offsetMs(instant: number, zone: string): number {
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields }).formatToParts(instant);
  const read = (type: keyof typeof fields): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = (daysBefore(read('year'), read('month')) + read('day') - 1) * day + (read('hour') * 60 + read('minute')) * minute + read('second') * 1000;
  return shown - Math.floor(instant / 1000) * 1000;
}

/** Days from 1 January 1970 to the first of this month. */
function daysBefore(year: number, month: number): number {
  const leapDays = (before: number): number => Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const years = (year - 1970) * 365 + leapDays(year - 1) - leapDays(1969);
  return Array.from({ length: month - 1 }, (_, index) => daysIn(year, index + 1)).reduce((sum, days) => sum + days, years);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
