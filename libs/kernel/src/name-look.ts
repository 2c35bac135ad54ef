import { confusables } from './confusables.js';

// Marked as pure, so that a page's bundle leaves the data out: pages take words of this lib, and judge no names.
const prototypes = /* @__PURE__ */ prototypesOf(confusables);

/**
 * The keys of a name: two names with one in common cannot be told apart by eye or by ear. The first is of the name in small letters, the
 * second of how it stands there, because a capital I looks like a small l and its small letter does not. Spaces, dots, marks and
 * everything that nobody sees are left out. Never throws; a name without a letter or digit has empty keys.
 *
 * Source: the skeleton of UTS #39, with case folded; confusables.ts is its data.
 */
export function nameKeysOf(name: string): readonly [inSmallLetters: string, asItStands: string] {
  const letters = bare(name);
  return [settled(letters.toLowerCase()), settled(skeleton(letters))];
}

/** Whether two names look the same. */
export function looksLike(one: readonly string[], other: readonly string[]): boolean {
  return one.some((key) => other.includes(key));
}

function prototypesOf(data: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(data).flatMap(([prototype, letters]) => [...letters].map((letter): [string, string] => [letter, prototype])));
}

/** Case and skeleton by turns, twice: the skeleton of a zero is a capital O, the small letter of a capital M is an r and an n. */
function settled(letters: string): string {
  const once = skeleton(letters.toLowerCase());
  return skeleton(once.toLowerCase()).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

function skeleton(letters: string): string {
  return bare([...letters].map(prototypeOf).join(''));
}

// The small letters of Cyrillic and Greek often have a prototype of their own only because they are small; their capitals are Latin's.
function prototypeOf(letter: string): string {
  const prototype = prototypes.get(letter) ?? letter;
  if (/^[a-z]+$/i.test(prototype) || !/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(letter)) return prototype;
  const capital = prototypes.get(letter.toUpperCase()) ?? '';
  return /^[A-Z]$/.test(capital) ? capital.toLowerCase() : prototype;
}

/** Decomposed, without marks that any letter can wear and without what nobody sees. Vowel signs of Indic scripts are no such marks. */
function bare(name: string): string {
  return name.normalize('NFKC').normalize('NFD').replace(/[\p{Script=Inherited}\p{Default_Ignorable_Code_Point}]/gu, '');
}
