import fc from 'fast-check';
import { cleanShownName, nameKeyOf } from './shown-name.js';

const staff = ['Dr. Field', 'Robin Field', 'Sam Okafor', 'Sam'];
const clean = (name: string) => cleanShownName(name, staff)?.shownName;

describe('the name for the group', () => {
  it.each([
    ['Ana', 'Ana'],
    ['  Ana   M. ', 'Ana M.'],
    ['José Ángel', 'José Ángel'],
    ["D'Arcy-Lee", "D'Arcy-Lee"],
    ['Ａｎａ', 'Ana'],
    ['李', '李'],
    ['A'.repeat(40), 'A'.repeat(40)],
    ['Drew', 'Drew'],
    ['Hosta', 'Hosta'],
  ])('shows %s as %s', (wanted, shown) => expect(clean(wanted)).toBe(shown));

  it.each([
    ['the name of staff', 'sam okafor'],
    ['the name of staff in other letters', 'Sаm'],
    ['a title', 'Dr. Green'],
    ['a title in capitals', 'DOCTOR who'],
    ['a role', 'Host'],
    ['text that runs backwards', 'Ana\u202Eanna'],
    ['a zero-width space', 'An\u200Ba'],
    ['a line break', 'Ana\nBob'],
    ['only dots', '...'],
    ['nothing', '   '],
    ['a name that is too long', 'A'.repeat(41)],
    ['a picture', 'Ana 🙂'],
    ['markup', '<b>Ana</b>'],
  ])('does not show %s', (_what, wanted) => expect(clean(wanted)).toBeUndefined());

  it.each([
    ['Ana', 'ANA'],
    ['José', 'jose'],
    ['Ana M.', 'ana m'],
    ['Anna', 'Аnnа'],
    ['Bob', 'B0b'],
  ])('takes %s and %s for the same', (one, other) => expect(nameKeyOf(one)).toBe(nameKeyOf(other)));

  it('shows what it has cleaned once in the same way again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (wanted) => {
        const once = cleanShownName(wanted, staff);
        if (once) expect(cleanShownName(once.shownName, staff)).toEqual(once);
      }),
    );
  });
});
