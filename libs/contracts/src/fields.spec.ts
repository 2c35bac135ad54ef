import fc from 'fast-check';
import { z } from 'zod';
import { contracts } from './contracts.js';
import { digits, prose, secret, text, wish } from './fields.js';
import { groupRoom } from './live.js';

const line = text(20);
const taken = (given: string) => line.safeParse(given).data;
const reason = (given: string) => {
  const issue = line.safeParse(given).error?.issues[0];
  return issue?.code === 'custom' ? (issue.params?.reason as string) : issue?.code;
};

describe('a line of text', () => {
  it.each([
    ['12  Main\u00a0St ', '12 Main St'],
    ['12 Main St\r\nSacramento', '12 Main St Sacramento'],
    ['\u202a12 Main St\u202c', '12 Main St'],
    ['ab\u202egpj', 'abgpj'],
    ['An\u00ada\u200b', 'Ana'],
    ['Jose\u0301', 'José'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['👩‍👧 home', '👩‍👧 home'],
    ['x'.repeat(20), 'x'.repeat(20)],
    ['🏠'.repeat(20), '🏠'.repeat(20)],
  ])('%j is kept as %j', (given, kept) => expect(text(40).parse(given)).toBe(kept));

  it.each([
    ['a NUL', 'a\0b', 'control_characters'],
    ['a terminal’s escape', '\u001b[2J12 Main St', 'control_characters'],
    ['a C1 control', 'a\u009bb', 'control_characters'],
    ['half a letter', 'a\ud800', 'not_text'],
    ['a tower of marks', `a${'\u0301'.repeat(37)}`, 'marks'],
    ['spaces only', '  \n ', 'empty'],
    ['fillers only', '\u3164\u115f\u200b', 'empty'],
    ['too much', 'x'.repeat(21), 'too_long'],
    ['far too much', 'x'.repeat(81), 'too_big'],
  ])('refuses %s and says why', (_what, given, why) => expect(reason(given)).toBe(why));

  it('is clean, whatever is typed, and the same when it is sent again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (given) => {
        const kept = taken(given);
        if (kept === undefined) return;
        expect(kept).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Cs}|^\s|\s$/u);
        expect([...kept].length).toBeLessThanOrEqual(20);
        expect(taken(kept)).toBe(kept);
      }),
      { numRuns: 2000 },
    );
  });
});

it.each([
  ['# Rules\r\n\r\n\r\n- Be  kind\u200b \n- Listen\n\n', '# Rules\n\n- Be kind\n- Listen'],
  ['one line', 'one line'],
  ['a\u2028b', 'a\nb'],
])('of several lines, %j is kept as %j', (given, kept) => expect(prose(60).parse(given)).toBe(kept));

it('refuses lines that are no text, none at all, and too many', () => {
  for (const given of ['', ' \n\u3164\n', 'a\n\0', 'a\n\ud800', 'a\n'.repeat(31)]) expect(prose(60).safeParse(given).success).toBe(false);
});

it('a PIN is understood in the digits of any script', () => {
  const pin = digits(6);
  for (const given of ['492807', '492 807', '492-807', '٤٩٢٨٠٧', '۴۹۲۸۰۷', '４９２８０７', '४९२८०७']) expect(pin.parse(given)).toBe('492807');
  for (const given of ['49280', '4928077', 'abcdef', '', '49280\0']) expect(pin.safeParse(given).success).toBe(false);
});

it('a password is taken as it is, and a name for the group in whole letters', () => {
  expect(secret(20).parse(' pässword ')).toBe(' pässword ');
  for (const given of ['a\0', 'a\ud800', '', 'x'.repeat(21)]) expect(secret(20).safeParse(given).success).toBe(false);
  expect(wish(5).parse(' Zoë🙂 ')).toBe('Zoë🙂');
  for (const given of ['a\ud800', '   ', 'x'.repeat(6)]) expect(wish(5).safeParse(given).success).toBe(false);
});

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** What in a schema would take anything: texts, numbers and lists without a bound, and objects that take unknown keys. */
function unbounded(schema: JsonSchema, path: string): string[] {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.flatMap((option) => unbounded(option, path));
  const parts = [...Object.entries(schema.properties ?? {}), ...(schema.items ? [['[]', schema.items] as const] : [])];
  const open = isBounded(schema) ? [] : [`${path}: ${JSON.stringify(schema.type)} without bounds`];
  return [...open, ...parts.flatMap(([key, part]) => unbounded(part as JsonSchema, `${path}.${key}`))];
}

function isBounded(schema: JsonSchema): boolean {
  if (schema.enum || schema.const !== undefined) return true;
  if (schema.type === 'string') return schema.maxLength !== undefined || schema.pattern !== undefined;
  if (schema.type === 'integer' || schema.type === 'number') return [schema.minimum, schema.maximum].every((bound) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER);
  if (schema.type === 'array') return schema.maxItems !== undefined;
  if (schema.type === 'object') return schema.additionalProperties === false;
  return schema.type === 'boolean' || schema.type === 'null';
}

it('no contract takes a text, number or list without an end', () => {
  const inputs = Object.values(contracts).flatMap((ofAudience) => Object.entries(ofAudience));
  expect(inputs.length).toBeGreaterThan(38);
  const open = (name: string, schema: z.ZodType): string[] => unbounded(z.toJSONSchema(schema, { io: 'input' }), name);
  expect([...inputs.flatMap(([name, { input }]) => open(name, input)), ...open('groupRoom', groupRoom.approach)]).toEqual([]);
  expect(open('x', z.strictObject({ a: z.string(), b: z.number().int(), c: z.array(z.boolean()), d: z.object({}) }))).toHaveLength(4);
});
