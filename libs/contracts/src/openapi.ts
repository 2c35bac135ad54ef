import { errorCodes } from '#kernel';
import { z } from 'zod';
import type { Contract } from './contract.js';
import { audiences, contracts } from './contracts.js';
import { hasBody } from './paths.js';
import type { PolicyName } from './policy-names.js';
import { refusalsByStatus } from './refusals.js';

type Route = Extract<Contract, { transport: 'http' }>;
type Json = Record<string, unknown>;

/** Which cookie proves a caller to a policy; none for what anybody may call. */
const cookieOf: Readonly<Record<PolicyName, 'staff' | 'device' | undefined>> = {
  public: undefined,
  'seat.device': 'device',
  seat: 'device',
  account: 'staff',
  staff: 'staff',
  'clinic.settings': 'staff',
  'session.see': 'staff',
  'session.people': 'staff',
  'session.records': 'staff',
  'session.host': 'staff',
  'person.access': 'staff',
  'person.records': 'staff',
};

/**
 * The HTTP contracts as an OpenAPI 3.1 document, made from the same schemas by which the server validates and strips.
 *
 * isServed: whether a path is served here; a service that runs alone describes its own routes only.
 */
export function openApi(isServed: (path: string) => boolean): Json {
  const paths: Record<string, Json> = {};
  for (const [audience, ofAudience] of Object.entries(contracts)) {
    for (const [name, contract] of Object.entries(ofAudience)) {
      if (contract.transport !== 'http' || !isServed(contract.path)) continue;
      const path = contract.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operation(name, audience, contract) };
    }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Stepwell', version: '1', description: 'The API of the web client. Writes must say their origin, as browsers do.' },
    servers: [{ url: '/', description: 'the one origin of a clinic' }],
    tags: Object.entries(audiences).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        staff: { type: 'apiKey', in: 'cookie', name: '__Host-staff', description: 'a sign-in of staff' },
        device: { type: 'apiKey', in: 'cookie', name: '__Host-device', description: 'a browser that a patient opened a link with' },
      },
    },
  };
}

function operation(name: string, audience: string, route: Route): Json {
  const { path = {}, rest } = split(route);
  const cookie = cookieOf[route.policy];
  const query = hasBody(route.method) ? {} : rest.properties;
  return {
    operationId: name,
    summary: `${name} (policy ${route.policy})`,
    tags: [audience],
    security: cookie ? [{ [cookie]: [] }] : [],
    parameters: [
      ...Object.entries(path).map(([field, schema]) => ({ name: field, in: 'path', required: true, schema })),
      ...Object.entries(query).map(([field, schema]) => ({ name: field, in: 'query', required: rest.required.includes(field), schema })),
    ],
    ...(hasBody(route.method) && { requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', additionalProperties: false, ...rest } } } } }),
    responses: { 200: { description: 'Done.', content: { 'application/json': { schema: schemaOf(route.output, 'output') } } }, ...refusals(route) },
  };
}

/** The fields of the path, and those that travel in the body or the query. */
function split(route: Route): { path: Json; rest: { properties: Json; required: string[] } } {
  const { properties = {}, required = [] } = schemaOf(route.input, 'input') as { properties?: Json; required?: string[] };
  const inPath = new Set([...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? ''));
  const part = (wanted: boolean): Json => Object.fromEntries(Object.entries(properties).filter(([field]) => inPath.has(field) === wanted));
  return { path: part(true), rest: { properties: part(false), required: required.filter((field) => !inPath.has(field)) } };
}

function refusals(route: Route): Json {
  return Object.fromEntries([...refusalsByStatus(route)].map(([status, codes]) => [status, { description: codes.map((code) => `${code}: ${errorCodes[code][1]}.`).join(' '), content: { 'application/problem+json': { schema: problem(codes) } } }]));
}

function problem(codes: readonly string[]): Json {
  return {
    type: 'object',
    required: ['code', 'title', 'details', 'requestId'],
    properties: { code: { enum: codes }, title: { type: 'string' }, details: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } }, requestId: { type: 'string' } },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  // What a schema does beyond its form (trimming, a check of ours) has no word in JSON Schema.
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
}
