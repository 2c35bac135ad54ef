import type { Attendance } from '#contracts/routes';
import type { TFunction } from 'i18next';

export type Edge = Attendance['people'][number]['edges'][number];

const known = ['joined', 'left', 'timeout', 'socket_closed', 'last_beat', 'media_pause', 'media_back', 'last_poll', 'absent', 'room_gone', 'as_of', 'admission', 'first_host', 'session_end', 'segment'] as const;

/** What saw an edge, in words of the desk; a source that this page does not know yet is named as it is. */
export function sourceWords(t: TFunction<'staff'>, source: string): string {
  const one = known.find((name) => name === source);
  return one ? t(`source.${one}`) : source.replaceAll('_', ' ');
}

/** "certain to 1 s": half the stretch in which the edge must lie, rounded up, at least a second. */
export function edgeBound({ at, earliest, latest }: Pick<Edge, 'at' | 'earliest' | 'latest'>): number {
  const widest = Math.max(Date.parse(latest) - Date.parse(at), Date.parse(at) - Date.parse(earliest));
  return Math.max(1, Math.ceil(widest / 1_000));
}

/** A clock time with seconds in the clinic's zone. */
export function exactTime(instant: string, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZone: zone }).format(new Date(instant));
}

/** Whole minutes for "late 9 min"; null below one minute, which nobody calls late. */
export function wholeMinutes(seconds: number | null): number | null {
  return seconds === null || seconds < 60 ? null : Math.floor(seconds / 60);
}
