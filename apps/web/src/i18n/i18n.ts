import type { TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import { firstLanguage, keepLanguage, type Language, type Namespace } from './language.js';
import { texts } from './texts.js';
import { translator } from './translate.js';

const wanted = new Set<Namespace>(['ui']);
const loaded = new Map<`${Language} ${Namespace}`, TFunction<Namespace>>();
const listeners = new Set<() => void>();
let shown: Language | null = null;

/**
 * Starts the texts in a language, else in the one on the page or the first one, and the parts that the page needs; resolves when they are there.
 * Also sets the page's `lang`. Safe to call again with more parts.
 */
export async function startTexts(parts: readonly Namespace[], language?: Language): Promise<void> {
  for (const part of parts) wanted.add(part);
  await setLanguage(language ?? currentLanguage());
}

/** Loads the needed parts of a language and shows it. Throws when they cannot be loaded; then the old language stays. */
export async function setLanguage(language: Language): Promise<void> {
  const missing = [...wanted].filter((part) => !loaded.has(`${language} ${part}`));
  const came = await Promise.all(missing.map((part) => texts[language][part]()));
  missing.forEach((part, at) => loaded.set(`${language} ${part}`, translator(came[at]?.default ?? {}, language)));
  shown = language;
  // The link page is drawn when the client is built, where there is no document.
  if (typeof document !== 'undefined') document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** The person's own choice: shown now and remembered on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  await setLanguage(language);
  keepLanguage(language);
}

/** The language on the page. */
export function currentLanguage(): Language {
  return shown ?? firstLanguage();
}

/** The words of one part in the language on the page, for what is drawn: `t` is another one when they change. */
export function useTranslation<Part extends Namespace = 'ui'>(part?: Part): { t: TFunction<Part>; i18n: { language: Language } } {
  const now = (): TFunction<Part> => wordsOf(part ?? ('ui' as Part));
  return { t: useSyncExternalStore(subscribe, now, now), i18n: { language: currentLanguage() } };
}

/** The same outside of what is drawn. Before the part is loaded, `t` gives back its keys. */
export function wordsOf<Part extends Namespace>(part: Part): TFunction<Part> {
  return (loaded.get(`${currentLanguage()} ${part}`) ?? noWords) as TFunction<Part>;
}

const noWords = translator<Namespace>({}, 'en');

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
