import { languages, type Namespace } from './language.js';
import { texts } from './texts.js';

type Tree = { readonly [key: string]: string | Tree };

const parts: Namespace[] = ['ui', 'arrival', 'patient', 'room', 'staff'];

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/** Spanish has a third plural form (many) for millions; nothing here counts that far, so one and other are enough in both. */
const load = async (language: (typeof languages)[number], part: Namespace): Promise<Map<string, string>> => flatten((await texts[language][part]()).default);

const placeholders = (text: string): string[] => [...text.matchAll(/{{\s*(\w+)[^}]*}}|<(\/?\w+)\/?>/g)].map((match) => match[1] ?? match[2] ?? '').sort();

describe.each(parts)('texts of %s', (part) => {
  it('has the same keys in each language', async () => {
    const english = await load('en', part);
    for (const language of languages) expect([...(await load(language, part)).keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('fills in the same things in each language', async () => {
    const spanish = await load('es', part);
    for (const [key, text] of await load('en', part)) expect([key, placeholders(spanish.get(key) ?? '')]).toEqual([key, placeholders(text)]);
  });

  it('leaves nothing empty and nothing untranslated that is a sentence', async () => {
    const spanish = await load('es', part);
    for (const [key, text] of await load('en', part)) {
      expect([key, text.trim()]).not.toEqual([key, '']);
      if (text.split(' ').length > 3) expect([key, spanish.get(key)]).not.toEqual([key, text]);
    }
  });
});
