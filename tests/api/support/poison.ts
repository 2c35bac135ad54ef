import { contracts, type Contract } from '#contracts';
import fc from 'fast-check';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;
type Values = fc.Arbitrary<unknown>;

/** Every contract there is, by its name in the code: a new one joins by itself. */
export const everyContract: readonly (readonly [name: string, contract: Contract])[] = Object.values(contracts).flatMap((ofAudience) => Object.entries(ofAudience));

// What databases, terminals, screens and clocks stumble over.
const texts = ['', '\0', 'a\0b', '\ud800', 'a\udfff', '\u202eabc', '\u202a1\u202c', '\u001b[2J', '\r\n', '\u3164', `a${'\u0301'.repeat(37)}`, '\ufeff', '👩‍👧', '{}', "'; --", '%00', '__proto__', '٤٩٢٨٠٧', '1e999', 'NaN'];
const numbers = [0, -0, 1, -1, 0.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53) + 1, 1e15, 1e308, 5e-324, 4_102_444_800_000];
const anything: Values = fc.oneof(fc.constantFrom<unknown>(...texts, ...numbers, null, true, [], {}, [[]], { a: '\0' }), fc.constant('x'.repeat(9000)), fc.constant(Array.from({ length: 1000 }, () => 0)), fc.string({ unit: 'binary', maxLength: 300 }), fc.double());

/**
 * Values for one input of a contract, derived from its schema: mostly at the edges of what it allows, sometimes beyond. `known`: what a
 * field of this name is in an honest call (the seat at hand), without which most handlers would never be reached.
 */
export function poison(contract: Contract, known: Record<string, unknown>): fc.Arbitrary<unknown> {
  return valuesOf(z.toJSONSchema(contract.input, { io: 'input' }), known);
}

function valuesOf(schema: JsonSchema, known: Record<string, unknown>): Values {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom<unknown>(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => valuesOf(option, known)));
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'integer' || schema.type === 'number') return numbersOf(schema);
  if (schema.type === 'array') return fc.array(valuesOf(schema.items as JsonSchema, known), { maxLength: Math.min(schema.maxItems ?? 50, 500) });
  if (schema.type === 'object') return objectsOf(schema, known);
  return textsOf(schema);
}

function numbersOf({ minimum = -(2 ** 53) + 1, maximum = 2 ** 53 - 1 }: JsonSchema): Values {
  return fc.oneof(fc.constantFrom(minimum, maximum, Math.min(minimum + 1, maximum), ...numbers.filter((each) => each >= minimum && each <= maximum)), fc.integer({ min: Math.max(minimum, -(2 ** 53) + 1), max: Math.min(maximum, 2 ** 53 - 1) }));
}

function textsOf({ pattern, maxLength = 300 }: JsonSchema): Values {
  const longest = fc.constantFrom('x', 'ß', '١', '🏠').map((letter) => letter.repeat(Math.floor(maxLength / letter.length)));
  const fitting = pattern && !pattern.includes('@') ? fc.stringMatching(new RegExp(pattern)) : fc.string({ unit: 'binary', maxLength });
  return fc.oneof({ arbitrary: fitting, weight: 2 }, fc.constantFrom(...texts), longest, fc.constantFrom(...texts).map((text) => `12 Main St${text}`));
}

/** Each field is honest, at an edge or beyond; now and then one is missing or too many. */
function objectsOf(schema: JsonSchema, known: Record<string, unknown>): Values {
  const fields = Object.entries(schema.properties ?? {}).map(([key, part]): [string, Values] => {
    const edges = { arbitrary: valuesOf(part as JsonSchema, known), weight: 4 };
    const beyond = { arbitrary: anything, weight: 1 };
    return [key, key in known ? fc.oneof({ arbitrary: fc.constant(known[key]), weight: 12 }, edges, beyond) : fc.oneof({ ...edges, weight: 8 }, beyond)];
  });
  const whole = fc.record(Object.fromEntries(fields));
  const broken = fc.oneof(fc.record(Object.fromEntries(fields), { requiredKeys: [] }), whole.map((value) => ({ ...value, unasked: '\0' })), anything);
  return fc.oneof({ arbitrary: whole, weight: 9 }, { arbitrary: broken, weight: 1 });
}
