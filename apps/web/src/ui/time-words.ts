import type { TFunction } from 'i18next';

/** A clock time in a zone, as people of the language write it: "5:30 PM". */
export function clockTime(instant: string | Date, zone: string, language: string): string {
  return new Intl.DateTimeFormat(regional(language), { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(new Date(instant));
}

/**
 * A clock time to stand after "at": "5:30 PM"; in Spanish with its article, "las 5:30 p.m.", because that depends on the hour. Names
 * the zone when the browser lives in another.
 */
export function atTime(instant: string | Date, zone: string, language: string): string {
  const time = clockTime(instant, zone, language);
  const foreign = foreignZone(instant, zone, language);
  const article = language === 'es' ? (/^1:/.test(time) ? 'la ' : 'las ') : '';
  return article + time + (foreign ? ` (${foreign})` : '');
}

/** A day in a zone: "Wednesday, November 4". */
export function dayName(instant: string | Date, zone: string, language: string): string {
  return new Intl.DateTimeFormat(regional(language), { weekday: 'long', month: 'long', day: 'numeric', timeZone: zone }).format(new Date(instant));
}

/** A day and a clock time in one: "Wednesday, November 4 at 5:30 PM", with the zone when the browser lives in another. */
export function dayAndTime(instant: string | Date, zone: string, language: string): string {
  const words = new Intl.DateTimeFormat(regional(language), { weekday: 'long', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZone: zone });
  const foreign = foreignZone(instant, zone, language);
  return words.format(new Date(instant)) + (foreign ? ` (${foreign})` : '');
}

/** The zone's short name when the browser lives in another one, else null: then nobody needs it. */
export function foreignZone(instant: string | Date, zone: string, language: string, own: string = Intl.DateTimeFormat().resolvedOptions().timeZone): string | null {
  const at = new Date(instant);
  const sameHour = clockTime(at, zone, language) === clockTime(at, own, language) && dayName(at, zone, language) === dayName(at, own, language);
  if (sameHour) return null;
  const parts = new Intl.DateTimeFormat(regional(language), { timeZone: zone, timeZoneName: 'shortGeneric' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** "in about 6 minutes", in steps of a minute; "now" from half a minute before. `t` of the namespace `ui`. */
export function untilWords(t: TFunction<'ui'>, fromMs: number, toMs: number): string {
  const minutes = Math.round((toMs - fromMs) / 60_000);
  if (minutes < 1) return t('time.now');
  return minutes < 90 ? t('time.inMinutes', { count: minutes }) : t('time.inHours', { count: Math.round(minutes / 60) });
}

// Both languages as spoken in the United States, where the clinics are: 12-hour clock.
function regional(language: string): string {
  return language === 'es' ? 'es-US' : 'en-US';
}
