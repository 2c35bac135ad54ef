import fc from 'fast-check';
import { looksLike, nameKeysOf } from './name-look.js';

const same = (one: string, other: string) => looksLike(nameKeysOf(one), nameKeysOf(other));

describe('how a name looks', () => {
  it.each([
    ['Ana', 'ANA'],
    ['José', 'jose'],
    ['Ana M.', 'ana m'],
    ['Anna', 'Аnnа'],
    ['Bob', 'B0b'],
    ['Alice', 'AIice'],
    ['ALICE', 'AIice'],
    ['Lil', 'LiI'],
    ['Ian', 'ian'],
    ['Mark', 'rnark'],
    ['Tam', 'Tarn'],
    ['Тамвк', 'Tambk'],
    ['Ana', 'Ana\u3164'],
    ['Ana', 'A\u200bna'],
    ['Ana', `A${'\u0336'.repeat(37)}na`],
    ['Νικο', 'Niko'],
    ['علی‌رضا', 'علیرضا'],
    ['Ｌｅｅ', 'Lee'],
    ['Zoe', 'Zoë'],
  ])('%s and %s are the same', (one, other) => expect(same(one, other)).toBe(true));

  it.each([
    ['Lia', 'Ila'],
    ['Eli', 'Ela'],
    ['Ian', 'Dan'],
    ['Ana', 'Anna'],
    ['कमल', 'कमला'],
    ['Marta', 'Maria'],
    ['Jo', 'Joe'],
    ['李', '王'],
  ])('%s and %s are not', (one, other) => expect(same(one, other)).toBe(false));

  it('is the same in capitals, in small letters and with accents', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzáéñüçо0ıі'), minLength: 1, maxLength: 12 }), (name) => {
        expect(same(name, name.toUpperCase().toLowerCase())).toBe(true);
        expect(same(name, name.normalize('NFD'))).toBe(true);
      }),
    );
  });
});
