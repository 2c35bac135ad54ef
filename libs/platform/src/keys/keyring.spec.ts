import fc from 'fast-check';
import { Keyring, type KeyPurpose } from './keyring.js';
import { secretVersions } from './secret-versions.js';

const old = 'o'.repeat(32);
const young = 'y'.repeat(40);
const purposes: readonly KeyPurpose[] = ['join link', 'device cookie', 'staff cookie', 'known browser', 'accounts', 'demo'];

describe('the secret as an operator writes it', () => {
  it.each([
    ['one secret', old, [[1, old]]],
    ['one secret in which there is a colon', `${old}:x`, [[1, `${old}:x`]]],
    ['several, parted by commas', `2:${young}, 1:${old}`, [[2, young], [1, old]]],
    ['several lines of a file, one of them empty', `1:${old}\n\n7:${young}\n`, [[1, old], [7, young]]],
  ])('%s', (_what, text, versions) => expect([...secretVersions.parse(text)]).toEqual(versions));

  it.each([
    ['too short', 'hunter2', 'needs at least 32 characters'],
    ['a version that is too short', `2:${young},1:hunter2`, 'needs at least 32 characters'],
    ['a number that comes twice', `1:${young},1:${old}`, 'a number comes twice; each version has its own'],
    ['a part without a number', `2:${young},${old}`, 'every version needs its number, as in 2:new-secret,1:old-secret'],
  ])('is refused when it is %s, and not repeated', (_what, text, message) => {
    const { error } = secretVersions.safeParse(text);
    expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });
});

describe('the keyring', () => {
  const before = Keyring.from(old);
  const after = Keyring.from(`2:${young},1:${old}`);
  const dropped = Keyring.from(`2:${young}`);

  it('has another key for each purpose and version, and each time the same', () => {
    const keys = purposes.flatMap((purpose) => [1, 2].map((version) => after.key(purpose, version)!.toString('hex')));
    expect(new Set(keys).size).toBe(purposes.length * 2);
    expect(Keyring.from(`1:${old}\n2:${young}`).key('demo', 1)).toEqual(before.key('demo', 1));
    expect(after.key('demo', 3)).toBeUndefined();
    expect([after.newest, after.oldest, after.versions]).toEqual([2, 1, [2, 1]]);
  });

  it('knows a secret again after a rotation, makes new ones by the newest version, and forgets those of a version that was dropped', () => {
    const { text, ...kept } = before.newSecret('join link');
    expect(text).toMatch(/^1\.[\w-]{43}$/);
    expect(after.kept('join link', text)).toEqual(kept);
    expect(after.kept('device cookie', text)?.hash).not.toEqual(kept.hash);
    expect(after.newSecret('join link')).toMatchObject({ text: expect.stringMatching(/^2\./), keyVersion: 2 });
    expect(dropped.kept('join link', text)).toBeUndefined();
  });

  it('takes nothing for a secret that is none, whatever comes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => after.kept('staff cookie', text) === undefined));
    for (const text of [undefined, '', `3.${'A'.repeat(43)}`, `0.${'A'.repeat(43)}`, `1.${'A'.repeat(42)}`, `01.${'A'.repeat(43)}`, 'A'.repeat(43)]) expect(after.kept('staff cookie', text)).toBeUndefined();
  });

  it('knows its own seals by their version', () => {
    const seal = before.seal('known browser', 1, 'ana')!.toString('base64url');
    expect(after.isSealOf('known browser', 1, 'ana', seal)).toBe(true);
    for (const [version, text, given] of [[2, 'ana', seal], [1, 'bea', seal], [1, 'ana', seal.slice(1)], [1, 'ana', `${seal.slice(0, -1)}${seal.endsWith('A') ? 'B' : 'A'}`], [3, 'ana', seal], [1, 'ana', '']] as const) expect(after.isSealOf('known browser', version, text, given)).toBe(false);
    expect(dropped.isSealOf('known browser', 1, 'ana', seal)).toBe(false);
  });
});
