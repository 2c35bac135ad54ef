/**
 * "a las 5:30 p.m.." becomes "a las 5:30 p.m.": a time that ends in a point ends the sentence too. Whether it does depends on what was
 * filled in (a zone may follow the time), so it is mended after the filling and not in the texts.
 */
export function oneStop(words: string): string {
  return words.replace(/([ap]\.\s?m\.)(<\/\w+>)?\.(?!\.)/g, '$1$2');
}
