/**
 * The same text with every decimal digit of any script as 0 to 9: Arabic, Persian, Devanagari, full-width. Letters that have a plainer
 * form (NFKC) get it, all else stays. Never throws.
 */
export function westernDigits(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

// Unicode keeps the ten digits of a script side by side and in order, so a digit's value is its distance from the first of its run.
function valueOf(digit: string): number {
  const at = digit.codePointAt(0) ?? 0;
  let first = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (at - first) % 10;
}
