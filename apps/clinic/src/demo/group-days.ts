const dayMs = 24 * 60 * 60_000;

/** Federal holidays with a date of their own; one that falls on a weekend is kept on the nearest weekday. Source: 5 U.S.C. 6103. */
const fixed = ['01-01', '06-19', '07-04', '11-11', '12-25'];

/** The others, as month, weekday (0 is Sunday) and which of the month; -1 is the last. The Friday after Thanksgiving is free nearly everywhere. */
const movable = [
  [1, 1, 3],
  [2, 1, 3],
  [5, 1, -1],
  [9, 1, 1],
  [10, 1, 2],
  [11, 4, 4],
] as const;

/** Whether an outpatient program would meet on that day of the zone: no weekend, no federal holiday. Pure. */
export function isGroupDay(instant: Date, zone: string): boolean {
  const day = calendarDay(instant, zone);
  return !isWeekend(day) && !isHoliday(day) && !isHoliday(later(day, -1), 4);
}

/** The same hour on that day or the first one after it on which groups meet. Pure. */
export function nextGroupDay(instant: Date, zone: string): Date {
  let at = instant;
  while (!isGroupDay(at, zone)) at = later(at, 1);
  return at;
}

/** The day of the zone's calendar, as midnight UTC of that date. */
function calendarDay(instant: Date, zone: string): Date {
  return new Date(`${new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant)}T00:00:00Z`);
}

const later = (day: Date, days: number): Date => new Date(day.getTime() + days * dayMs);
const isWeekend = (day: Date): boolean => day.getUTCDay() === 0 || day.getUTCDay() === 6;

/** `onlyWeekday`: asks for movable holidays of that weekday alone, for the day that follows Thanksgiving. */
function isHoliday(day: Date, onlyWeekday?: number): boolean {
  const moves = movable.some(([month, weekday, which]) => day.getUTCMonth() + 1 === month && day.getUTCDay() === weekday && isWhich(day, which));
  if (onlyWeekday !== undefined) return moves && day.getUTCDay() === onlyWeekday;
  return moves || isFixed(day) || (day.getUTCDay() === 5 && isFixed(later(day, 1))) || (day.getUTCDay() === 1 && isFixed(later(day, -1)));
}

const isFixed = (day: Date): boolean => fixed.includes(day.toISOString().slice(5, 10));

function isWhich(day: Date, which: number): boolean {
  if (which === -1) return later(day, 7).getUTCMonth() !== day.getUTCMonth();
  return Math.ceil(day.getUTCDate() / 7) === which;
}
