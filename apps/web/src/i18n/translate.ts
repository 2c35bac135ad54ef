import type { TFunction } from 'i18next';
import { oneStop } from './one-stop.js';
import type { Language, Namespace } from './language.js';

export type Texts = { readonly [key: string]: string | Texts };
type Values = Readonly<Record<string, unknown>>;

/**
 * The words of one part in one language: `t('dead.next', { when })`. A key of i18next's form: dots between the levels, `{{when}}` to be filled in,
 * `_one` and `_other` for a `count`. Typed by i18next, which types keys best; its code, 15 kB on a phone, is not loaded.
 *
 * A key without words is shown as it is; the types and `parity.spec.ts` see to it that there is none.
 */
export function translator<Part extends Namespace>(texts: Texts, language: Language): TFunction<Part> {
  const plural = new Intl.PluralRules(language);
  const t = (key: string, values: Values = {}): string => {
    const { count } = values;
    const words = (typeof count === 'number' ? lookUp(texts, `${key}_${plural.select(count)}`) : undefined) ?? lookUp(texts, key) ?? lookUp(texts, `${key}_other`);
    return words === undefined ? key : oneStop(words.replace(/\{\{\s*(\w+)\s*\}\}/g, (_all, name: string) => filled(values[name])));
  };
  return t as unknown as TFunction<Part>;
}

function lookUp(texts: Texts, key: string): string | undefined {
  let at: string | Texts | undefined = texts;
  for (const step of key.split('.')) at = typeof at === 'object' ? at[step] : undefined;
  return typeof at === 'string' ? at : undefined;
}

function filled(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
