import { chosenTextSize, pageLanguage } from './page-language.js';

const ours = ['en', 'es'];

it.each([
  ['a Spanish phone', { 'accept-language': 'es-MX,es;q=0.9,en;q=0.8' }, 'es'],
  ['an English phone', { 'accept-language': 'en-US,en;q=0.9' }, 'en'],
  ['a phone that puts its first wish last', { 'accept-language': 'en;q=0.5, es;q=0.9' }, 'es'],
  ['a Tagalog phone that would take Spanish', { 'accept-language': 'fil-PH,es;q=0.4' }, 'es'],
  ['a Spanish phone on which somebody chose English', { 'accept-language': 'es', cookie: 'other=1; stepwell-language=en' }, 'en'],
  ['a language that we do not have', { 'accept-language': 'de', cookie: 'stepwell-language=../../etc' }, 'en'],
  ['a robot without wishes', {}, 'en'],
  ['nonsense', { 'accept-language': ';;q=,,', cookie: '%%%' }, 'en'],
])('the link page comes in the language of %s', (_who, headers, language) => expect(pageLanguage(headers, ours)).toBe(language));

it.each([
  ['stepwell-text-size=150', '150'],
  ['stepwell-text-size=100', ''],
  ['stepwell-text-size="><script>', ''],
  [undefined, ''],
])('comes in the text size of %s', (cookie, size) => expect(chosenTextSize(cookie)).toBe(size));
