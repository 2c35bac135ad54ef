/** The name as it will be shown, and a key under which names that look alike are the same. */
export interface ShownName {
  readonly shownName: string;
  readonly nameKey: string;
}

// Letters of any script with their marks, digits, and what names are written with.
const allowed = /^[\p{L}\p{M}\p{N} .'’-]+$/u;
// Not a title that staff wear: a tile that says "Dr. ..." must be staff.
const title = /^(dr|doctor|doctora|prof|professor|nurse|therapist|terapeuta|staff|host|admin|administrator|moderator|supervisor|system|stepwell)\b/;
// The few letters of other scripts that cannot be told from Latin ones, and digits that stand in for letters.
const lookalikes = new Map(Object.entries({ а: 'a', е: 'e', ё: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', к: 'k', м: 'm', н: 'h', т: 't', в: 'b', ο: 'o', α: 'a', ν: 'v', ρ: 'p', ι: 'i', κ: 'k', τ: 't', υ: 'u', '0': 'o', '1': 'l', ı: 'i' }));

/**
 * Cleans the name that a person wants to be called by in a group: NFKC, single spaces, 1 to 40 characters, no control, bidirectional or
 * zero-width characters, nothing that staff are called by. Returns `undefined` when it cannot be shown. Never throws.
 *
 * staffNames: what staff of the clinic are called, in full and in short.
 */
export function cleanShownName(wanted: string, staffNames: readonly string[]): ShownName | undefined {
  const shownName = wanted.normalize('NFKC').replace(/ +/g, ' ').trim();
  const size = [...shownName].length;
  if (size < 1 || size > 40 || !allowed.test(shownName) || !/\p{L}|\p{N}/u.test(shownName)) return undefined;
  if (title.test(fold(shownName))) return undefined;
  const nameKey = nameKeyOf(shownName);
  if (nameKey === '' || staffNames.some((name) => nameKeyOf(name) === nameKey)) return undefined;
  return { shownName, nameKey };
}

/** Folds case, marks, lookalike letters, spaces and dots, so that two names that look the same have one key. Never throws. */
export function nameKeyOf(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]/gu, '');
}

function fold(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return [...plain].map((letter) => lookalikes.get(letter) ?? letter).join('');
}
