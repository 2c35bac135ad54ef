/** Why a text cannot be taken; sent with the name of its field. */
type TextFault = 'not_text' | 'control_characters' | 'marks' | 'empty' | 'too_long';

export type CleanText = { readonly kind: 'clean'; readonly text: string } | { readonly kind: 'fault'; readonly fault: TextFault };

// Half of a letter, which no database takes.
const half = /\p{Cs}/u;
// What PostgreSQL (NUL) or a terminal (ANSI) would stumble over.
const control = /\p{Cc}/u;
const lineEnds = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
// What nobody sees: fillers, zero-width characters, and those that turn the direction of the text. A phone pastes them without being
// asked, so they are taken out and not refused. The joiners and the picture selectors stay, because Persian and emoji are written with them.
const unseen = /(?![\u200c\u200d\ufe0e\ufe0f])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]/gu;
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;
// No living language puts more marks on a letter.
const piledMarks = /\p{M}{5}/u;

/**
 * One line of text as it may be kept, read aloud and shown: NFC, single spaces, nothing invisible, no control characters; a line break
 * becomes a space. Never throws.
 *
 * max: in code points, counted after the cleaning.
 */
export function cleanLine(given: string, max: number): CleanText {
  if (half.test(given)) return { kind: 'fault', fault: 'not_text' };
  const text = given.normalize('NFC').replace(lineEnds, ' ').replace(unseen, '').replace(/\p{Zs}+/gu, ' ').trim();
  if (control.test(text)) return { kind: 'fault', fault: 'control_characters' };
  if (piledMarks.test(text.normalize('NFD'))) return { kind: 'fault', fault: 'marks' };
  if (!seen.test(text)) return { kind: 'fault', fault: 'empty' };
  if ([...text].length > max) return { kind: 'fault', fault: 'too_long' };
  return { kind: 'clean', text };
}

/**
 * Several lines of text, each as `cleanLine` makes it; of blank lines in a row one stays, and none at the ends. Never throws.
 *
 * max: in code points of the whole, line ends included.
 */
export function cleanLines(given: string, max: number): CleanText {
  const lines = given.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => cleanLine(line, max));
  for (const line of lines) if (line.kind === 'fault' && line.fault !== 'empty') return line;
  const text = lines.map((line) => (line.kind === 'clean' ? line.text : '')).join('\n').replace(/\n{3,}/g, '\n\n').trim();
  if (text === '') return { kind: 'fault', fault: 'empty' };
  return [...text].length > max ? { kind: 'fault', fault: 'too_long' } : { kind: 'clean', text };
}
