import { foreignZone } from '../ui/time-words.js';

/**
 * From and to in one zone as people write it: "5:00 – 8:30 PM", with the zone when the browser lives in another: "5:00 – 8:30 PM (PT)".
 * Over midnight both times stand whole; the day is said elsewhere.
 */
export function spanWords(from: string, to: string, zone: string, language: string, own?: string): string {
  const regional = language === 'es' ? 'es-US' : 'en-US';
  const clock = new Intl.DateTimeFormat(regional, { hour: 'numeric', minute: '2-digit', timeZone: zone });
  const day = new Intl.DateTimeFormat(regional, { dateStyle: 'short', timeZone: zone });
  const [start, end] = [new Date(from), new Date(to)];
  const span = day.format(start) === day.format(end) ? clock.formatRange(start, end) : `${clock.format(start)} – ${clock.format(end)}`;
  const foreign = foreignZone(from, zone, language, own);
  return foreign ? `${span} (${foreign})` : span;
}
