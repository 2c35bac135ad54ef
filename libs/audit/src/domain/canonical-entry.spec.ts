import fc from 'fast-check';
import { canonicalEntry, type Entry } from './canonical-entry.js';

const detail = fc.oneof(fc.string({ unit: 'binary' }).filter((text) => !/\p{Cs}/u.test(text)), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const key = fc.string({ unit: 'grapheme', maxLength: 12 });
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const entries: fc.Arbitrary<Entry> = fc.record({
  clinicId: fc.uuid(),
  at: fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
  actsAs: fc.constantFrom('seat', 'staff', 'system'),
  actorId: fc.option(fc.uuid()),
  action: text,
  objectKind: fc.option(text),
  objectId: fc.option(fc.uuid()),
  outcome: fc.constantFrom('done' as const, 'refused' as const),
  requestId: fc.option(fc.uuid()),
  details: fc.dictionary(key, detail, { noNullPrototype: true }),
});

const line: Entry = {
  clinicId: '00000000-0000-4000-8000-000000000001', at: '2026-11-02T17:00:00.000Z', actsAs: 'staff', actorId: null, action: 'seat.admitted', objectKind: 'seat', objectId: null, outcome: 'done',
  requestId: 'r1', details: { z: 1e21, a: -0, 'é': 'x"\u0007', A: 0.1 },
};

it('is this text, and stays it: bytes that were kept must be made again in twenty years', () => {
  expect(canonicalEntry(line)).toBe(
    '{"action":"seat.admitted","actorId":null,"actsAs":"staff","at":"2026-11-02T17:00:00.000Z","clinicId":"00000000-0000-4000-8000-000000000001",' +
      '"details":{"A":0.1,"a":0,"z":1e+21,"é":"x\\"\\u0007"},"objectId":null,"objectKind":"seat","outcome":"done","requestId":"r1","v":1}',
  );
});

it('is the same for the same line, in whatever order its fields and details stand', () => {
  fc.assert(
    fc.property(entries, (entry) => {
      const turned = Object.fromEntries(Object.entries({ ...entry, details: Object.fromEntries(Object.entries(entry.details).reverse()) }).reverse()) as unknown as Entry;
      return canonicalEntry(turned) === canonicalEntry(entry);
    }),
  );
});

it('says all that the line says: read back and written again it is the same text', () => {
  fc.assert(
    fc.property(entries, (entry) => {
      const { v, ...read } = JSON.parse(canonicalEntry(entry)) as Entry & { v: number };
      return v === 1 && canonicalEntry(read) === canonicalEntry(entry);
    }),
  );
});

it('is another text for another line, whichever field differs', () => {
  fc.assert(
    fc.property(entries, entries, (one, other) => {
      for (const field of Object.keys(one) as (keyof Entry)[]) {
        const changed = { ...one, [field]: other[field] };
        const isSame = JSON.stringify(JSON.parse(canonicalEntry(one))) === JSON.stringify(JSON.parse(canonicalEntry(changed)));
        if (isSame !== (canonicalEntry(one) === canonicalEntry(changed))) return false;
      }
      return true;
    }),
  );
  expect(canonicalEntry({ ...line, details: {} })).not.toBe(canonicalEntry({ ...line, details: { a: null } }));
  expect(canonicalEntry({ ...line, objectKind: null })).not.toBe(canonicalEntry({ ...line, objectKind: 'null' }));
});

it.each([[{ n: Number.NaN }], [{ n: Number.POSITIVE_INFINITY }], [{ t: 'a\ud800' }], [{ 'a\ud800': 1 }]])('has none for %j', (details) => {
  expect(() => canonicalEntry({ ...line, details })).toThrow(RangeError);
});
