import { parse } from 'cookie';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * The language of a page that is sent drawn: what was chosen on this device, else the first that the browser wishes for and we have, else
 * the first that we have. The page itself decides in the same order. Never throws.
 */
export function pageLanguage(headers: Pick<IncomingHttpHeaders, 'cookie' | 'accept-language'>, languages: readonly string[]): string {
  const chosen = parse(headers.cookie ?? '')['stepwell-language'];
  const wished = [chosen ?? '', ...wishesOf(headers['accept-language'] ?? '')].find((language) => languages.includes(language));
  return wished ?? languages[0] ?? '';
}

/** The text size chosen on this device, in percent; empty when none was, or when it is none of ours. Never throws. */
export function chosenTextSize(cookie: string | undefined): string {
  const size = parse(cookie ?? '')['stepwell-text-size'] ?? '';
  return /^(125|150|200)$/.test(size) ? size : '';
}

/** "es-MX,es;q=0.9,en;q=0.8" as languages, the most wished for first. */
function wishesOf(header: string): string[] {
  const wishes = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find(Boolean);
    return { language: tag.slice(0, 2), weight: weight === undefined ? 1 : Number(weight) };
  });
  return wishes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight).map(({ language }) => language);
}
