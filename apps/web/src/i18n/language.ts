import { keepChoice, readChoice } from '../ui/device-choice.js';

/** The languages of the client. The browser's wish decides at first, then the person. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** `ui` is always there. `arrival`: the patient's first screens and what all their screens share; `patient`: the visit from the PIN on. */
export type Namespace = 'ui' | 'arrival' | 'patient' | 'room' | 'staff';

/** The language to start with: what was chosen on this device, else the first of the browser's that we speak, else English. */
export function firstLanguage(wished: readonly string[] = navigator.languages ?? [navigator.language]): Language {
  const chosen = chosenLanguage();
  if (chosen) return chosen;
  const spoken = wished.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => isLanguage(tag));
  return spoken ?? 'en';
}

/** Whether a person chose a language on this device, rather than its browser. */
export function languageChosen(): boolean {
  return chosenLanguage() !== null;
}

/** Remembers a language on this device. Never throws. */
export function keepLanguage(language: Language): void {
  keepChoice('language', language);
}

function chosenLanguage(): Language | null {
  const value = readChoice('language');
  return isLanguage(value) ? value : null;
}

function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}
