import { z } from 'zod';
import type { Contract } from './contract.js';
import { contracts } from './contracts.js';
import * as live from './live.js';
import { isOfPatient, ofPatient } from './reads.js';
import type { TopicContract } from './topic.js';

type JsonSchema = z.core.JSONSchema.JSONSchema & { readonly ofPatient?: boolean };

const all: readonly (readonly [string, Contract])[] = Object.values(contracts).flatMap((audience) => Object.entries(audience));

const topics = Object.values<object>(live).filter((one): one is TopicContract => 'key' in one);
/** What an audience is told of a topic, by the topic's key. */
const toldTo = (audience: 'staff' | 'seats' | 'own') =>
  topics.flatMap((topic) => {
    const told = topic[audience];
    return (told === undefined ? [] : 'snapshot' in told ? [told.snapshot, told.delta] : [told]).map((schema) => [`${topic.key} to ${audience}`, schema] as const);
  });

/** What leaves the server, with the marks of `ofPatient` on it. */
function described(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', override: ({ zodSchema, jsonSchema }) => void (isOfPatient(zodSchema) && Object.assign(jsonSchema, { ofPatient: true })) });
}

interface Field {
  readonly path: string;
  /** Whether a mark stands on it or above it. */
  readonly marked: boolean;
  /** Whether it is a value or a list itself, and no bracket around others. */
  readonly says: boolean;
}

/** Every field of an answer by its path. */
function fieldsOf(schema: JsonSchema, path: string, above = false): Field[] {
  const marked = above || schema.ofPatient === true;
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])] as JsonSchema[];
  const fields = Object.entries(schema.properties ?? {}) as [string, JsonSchema][];
  const says = schema.type !== 'null' && schema.type !== 'object' && !schema.anyOf && !schema.oneOf;
  return [{ path, marked, says }, ...parts.flatMap((part) => fieldsOf(part, path, marked)), ...fields.flatMap(([name, part]) => fieldsOf(part, `${path}.${name}`, marked))];
}

const shows = (schema: z.ZodType): boolean => fieldsOf(described(schema), '').some(({ marked }) => marked);

/** Names by which fields of a patient's record go, in whatever answer. */
const telling = /(^|[a-z])(full_?name|given_?name|family_?name|surname|birth|phone|e-?mail|address|emergency\w*|gate|minutes|seconds|diagnos\w*|insurance|strip|edges)$/i;
/** Fields with such a name that are no patient's. */
const notOfPatients = [/\.clinic\.phone$/, /^getMe\.email$/, /^makeLink\.address$/, /^startTotp\.address$/];

/** The fields that go by a telling name and have no mark. */
function bareIn(schema: JsonSchema, name: string): string[] {
  const bare = fieldsOf(schema, name).filter(({ path, marked, says }) => says && !marked && path !== name && telling.test(path.split('.').at(-1) ?? ''));
  return [...new Set(bare.map(({ path }) => path))];
}

it('a contract that shows a part of a patient\'s record declares it, and one that declares it shows one', () => {
  const undeclared = all.filter(([, { output, reads }]) => shows(output) !== (reads !== undefined)).map(([name]) => name);
  expect(undeclared).toEqual([]);
  expect(all.filter(([, { reads }]) => reads !== undefined).length).toBeGreaterThan(10);
});

it('whose own record it is, is asked by a policy of the seat alone', () => {
  expect(all.filter(([, { reads, policy }]) => (reads === 'own') !== (reads !== undefined && policy.startsWith('seat'))).map(([name]) => name)).toEqual([]);
});

it('a push that shows one is declared as well', () => {
  expect(Object.entries(live.pushes).filter(([, push]) => shows(push)).map(([name]) => name)).toEqual(Object.keys(live.pushReads));
});

it('what one person is told of another by a live topic has no part of a record, unless staff are told', () => {
  expect(toldTo('seats').filter(([, schema]) => shows(schema))).toEqual([]);
  expect(new Set(toldTo('staff').filter(([, schema]) => shows(schema)).map(([name]) => name))).toEqual(new Set(['roster to staff', 'help to staff']));
});

it('no answer has a field that goes by the name of such a part and is not marked', () => {
  const answers = [...all.map(([name, { output }]) => [name, output] as const), ...Object.entries(live.pushes), ...(['staff', 'seats', 'own'] as const).flatMap(toldTo)];
  expect(answers.flatMap(([name, output]) => bareIn(described(output), name)).filter((path) => !notOfPatients.some((known) => known.test(path)))).toEqual([]);
});

it('finds a mark wherever it stands, and a name without one', () => {
  const person = ofPatient(z.strictObject({ seatId: z.string() }));
  for (const output of [person, person.nullable(), z.array(person), z.strictObject({ a: z.strictObject({ b: person.optional() }) }), z.union([z.string(), person])]) expect(shows(output)).toBe(true);
  expect(shows(z.strictObject({ seatId: z.string() }))).toBe(false);
  expect(bareIn(described(z.strictObject({ rows: z.array(z.strictObject({ callbackPhone: z.string().nullable(), at: z.string(), strip: z.array(z.number()) })) })), 'x')).toEqual(['x.rows.callbackPhone', 'x.rows.strip']);
  expect(bareIn(described(z.strictObject({ fullName: ofPatient(z.string()).nullable() })), 'x')).toEqual([]);
});
