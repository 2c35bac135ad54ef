import { looksLike, nameKeysOf } from '#kernel';

/** Why a name cannot be shown in a group; the page has a sentence for each. */
type NameFault = 'staff' | 'pronouns' | 'picture' | 'unseen' | 'marks' | 'letters' | 'length';

/** The name as it will be shown with its keys, or why it cannot be shown. */
export type NameAnswer =
  | { readonly kind: 'shown'; readonly shownName: string; readonly nameKeys: readonly [string, string] }
  | { readonly kind: 'refused'; readonly fault: NameFault };

// Letters of any script with their marks, digits, and what names are written with: Gal·la, O'Brien by any apostrophe, Ana & Luis.
const allowed = /^[\p{L}\p{M}\p{N} .'’&·-]+$/u;
// What a phone's keyboard or a copied page puts for an apostrophe or a hyphen.
const apostrophes = /[`´‘‛ʼʻ′]/gu;
const hyphens = /[‐‑–−]/gu;
// The joiners that Persian and the scripts of India are written with, between two letters of theirs.
const joiner = /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}])[\u200c\u200d](?=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}])/gu;
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{C}\p{Zl}\p{Zp}]/u;
const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const pronouns = /(?<!\p{L})(she|he|they|ella|elle|él|ze|xe)\s*[/|]\s*\p{L}|[([]\s*(she|he|they|ella|elle|él)\s*[)\]]/iu;
// No living language needs more on one letter.
const piledMarks = /\p{M}{4}/u;

// What staff are called, in both languages: a tile that says "Dr. ..." must be staff. By whole words. "RN" and "MD" are not among them:
// to the eye "rn" is the initial M, and Md is a first name.
const titles = `dr dra drs doctor doctora prof profesor profesora professor lic licda licdo licenciada licenciado mtro mtra phd psyd lcsw lmft
  counselor counsellor consejero consejera therapist terapeuta terapista psic psicologa psicologo psychologist psiquiatra psychiatrist
  nurse enfermera enfermero staff personal host anfitrion anfitriona admin administrator administrador administradora moderator
  moderador moderadora facilitator facilitador facilitadora coordinator coordinador coordinadora supervisor supervisora clinician
  medico medica system sistema support soporte stepwell`;
const titleKeys = new Set(titles.split(/\s+/).flatMap((title) => [title, title.toUpperCase(), (title[0] ?? '').toUpperCase() + title.slice(1)]).flatMap(nameKeysOf));

/**
 * Judges the name that a person wants to be called by in a group: NFKC, single spaces, 1 to 40 characters, nothing invisible, nothing that
 * staff are called by or that looks like it. Never throws.
 *
 * staffNames: what staff of the clinic are called, in full and in short.
 */
export function judgeName(wanted: string, staffNames: readonly string[]): NameAnswer {
  const shownName = wanted.replace(apostrophes, '’').normalize('NFKC').replace(hyphens, '-').replace(/ +/g, ' ').trim();
  const fault = faultOf(shownName);
  if (fault) return { kind: 'refused', fault };
  const nameKeys = nameKeysOf(shownName);
  if (nameKeys[0] === '') return { kind: 'refused', fault: 'letters' };
  if (isTitled(shownName) || staffNames.some((name) => looksLike(nameKeysOf(name), nameKeys))) return { kind: 'refused', fault: 'staff' };
  return { kind: 'shown', shownName, nameKeys };
}

/** The pronouns as they will be shown beside the name, or that they cannot be. */
export type PronounsAnswer = { readonly kind: 'shown'; readonly pronouns: string } | { readonly kind: 'refused' };

// As names, and the strokes between them: "she/her", "ze, hir", "ella/elle".
const spokenAs = /^[\p{L}\p{M} '’,/|-]+$/u;

/**
 * Judges how a person wants to be spoken of, in their own words: by the rules for names, 1 to 30 characters, no digits. A room for a
 * second name it is not: what staff are called is refused here too. Never throws.
 *
 * staffNames: as for `judgeName`.
 */
export function judgePronouns(wanted: string, staffNames: readonly string[]): PronounsAnswer {
  const pronouns = wanted.replace(apostrophes, '’').normalize('NFKC').replace(hyphens, '-').replace(/ +/g, ' ').trim();
  const plain = pronouns.replace(joiner, '');
  const readable = [...pronouns].length <= 30 && spokenAs.test(plain) && /\p{L}/u.test(plain) && !unseen.test(plain) && !piledMarks.test(plain.normalize('NFD'));
  const ofStaff = pronouns.split(/[,/|]/u).some((part) => isTitled(part) || staffNames.some((name) => looksLike(nameKeysOf(name), nameKeysOf(part))));
  return readable && !ofStaff ? { kind: 'shown', pronouns } : { kind: 'refused' };
}

function faultOf(name: string): NameFault | undefined {
  const size = [...name].length;
  const plain = name.replace(joiner, '');
  if (size > 40) return 'length';
  if (pronouns.test(plain)) return 'pronouns';
  if (picture.test(plain)) return 'picture';
  if (unseen.test(plain)) return 'unseen';
  if (piledMarks.test(plain.normalize('NFD'))) return 'marks';
  return size > 0 && allowed.test(plain) && /[\p{L}\p{N}]/u.test(plain) ? undefined : 'letters';
}

function isTitled(name: string): boolean {
  return name.split(/[\s.&·'’-]+/u).some((word) => nameKeysOf(word).some((key) => titleKeys.has(key)));
}
