import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { oneStop } from './one-stop.js';
import { firstLanguage, keepLanguage, type Language, type Namespace } from './language.js';
import { texts } from './texts.js';

const wanted = new Set<Namespace>(['ui']);

/**
 * Starts the texts in a language, else in the one on the page or the first one, and the parts that the page needs; resolves when they are there.
 * Also sets the page's `lang`. Safe to call again with more parts.
 */
export async function startTexts(parts: readonly Namespace[], language?: Language): Promise<i18n> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).use(oneStop).init({
      lng: language ?? firstLanguage(),
      fallbackLng: false,
      ns: [],
      defaultNS: 'ui',
      resources: {},
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
      returnNull: false,
      postProcess: [oneStop.name],
    });
  }
  for (const part of parts) wanted.add(part);
  await setLanguage(language ?? (i18next.language as Language));
  return i18next;
}

/** Loads the needed parts of a language and shows it. Throws when they cannot be loaded; then the old language stays. */
export async function setLanguage(language: Language): Promise<void> {
  const missing = [...wanted].filter((part) => !i18next.hasResourceBundle(language, part));
  const loaded = await Promise.all(missing.map((part) => texts[language][part]()));
  missing.forEach((part, at) => i18next.addResourceBundle(language, part, loaded[at]?.default));
  await i18next.changeLanguage(language);
  // The link page is drawn when the client is built, where there is no document.
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}

/** The person's own choice: shown now and remembered on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  await setLanguage(language);
  keepLanguage(language);
}

/** The language on the page. */
export function currentLanguage(): Language {
  return (i18next.language as Language | undefined) ?? firstLanguage();
}
