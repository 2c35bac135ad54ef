/** A closed set of words as SQL, e.g. `role in ${oneOf(hostRoles)}`: the statement stays one text, and the words stand in one place. Throws for what is no plain word. */
export function oneOf(words: readonly string[]): string {
  const strange = words.find((word) => !/^[a-z_]+$/.test(word));
  if (words.length === 0 || strange !== undefined) throw new Error(`oneOf: ${strange ?? 'nothing'} is no word`);
  return `('${words.join("', '")}')`;
}
