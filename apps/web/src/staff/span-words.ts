/** From and to in one zone as people write it: "5:00 – 8:30 PM". */
export function spanWords(from: string, to: string, zone: string, language: string): string {
  const clock = new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', { hour: 'numeric', minute: '2-digit', timeZone: zone });
  return clock.formatRange(new Date(from), new Date(to));
}
