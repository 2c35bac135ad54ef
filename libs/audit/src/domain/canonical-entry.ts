/** What one line of the access log says. Instants in ISO 8601, UTC, to the millisecond. */
export interface Entry {
  readonly clinicId: string;
  readonly at: string;
  readonly actsAs: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly objectKind: string | null;
  readonly objectId: string | null;
  readonly outcome: 'done' | 'refused';
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** Of the form below. A change of it is a new number; lines of before keep theirs. */
const version = 1;

/**
 * The text whose UTF-8 bytes a line stands for: canonical JSON of all that the line says and of this form's version, the same for the same
 * line whoever writes it. The line's number is not in it, because the database gives it; a chain that is laid over the lines fixes their order.
 * Throws a RangeError for what has no canonical form: a number that is not finite, half a letter. Source: RFC 8785.
 */
export function canonicalEntry({ clinicId, at, actsAs, actorId, action, objectKind, objectId, outcome, requestId, details }: Entry): string {
  return canonicalJson({ v: version, clinicId, at, actsAs, actorId, action, objectKind, objectId, outcome, requestId, details });
}

type Json = string | number | boolean | null | { readonly [key: string]: Json };

function canonicalJson(value: Json): string {
  if (typeof value === 'string' && /\p{Cs}/u.test(value)) throw new RangeError('half a letter has no canonical form');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number that is not finite has no canonical form');
  // JSON.stringify writes texts and numbers as RFC 8785 wants them.
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  // Sorted by UTF-16 code units, as `<` compares texts.
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${canonicalJson(key)}:${canonicalJson(value[key]!)}`).join(',')}}`;
}
