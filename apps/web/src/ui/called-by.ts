/** A name as it stands in a sentence, with how to speak of the person where they said so: "Ana (she/her)". */
export function calledBy(name: string, pronouns: string | null): string {
  return pronouns ? `${name} (${pronouns})` : name;
}
