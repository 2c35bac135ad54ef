import fc from 'fast-check';
import { judgePronouns, judgeName } from './shown-name.js';

const staff = ['Dr. Field', 'Robin Field', 'Sam Okafor', 'Sam', 'Dr. Amara Field', 'Amara Field', 'Lil Marsh'];
const shown = (name: string) => {
  const answer = judgeName(name, staff);
  return answer.kind === 'shown' ? answer.shownName : answer.fault;
};

describe('the name for the group', () => {
  it.each([
    ['Ana', 'Ana'],
    ['  Ana   M. ', 'Ana M.'],
    ['José Ángel', 'José Ángel'],
    ['Jose\u0301', 'José'],
    ["D'Arcy-Lee", "D'Arcy-Lee"],
    ['O’Brien', 'O’Brien'],
    ['O`Brien', 'O’Brien'],
    ['O´Brien', 'O’Brien'],
    ['Kaʻiulani', 'Ka’iulani'],
    ['Anne‑Marie', 'Anne-Marie'],
    ['Gal·la', 'Gal·la'],
    ['Ana & Luis', 'Ana & Luis'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['क्\u200dष', 'क्\u200dष'],
    ['Nguyễn Ặ', 'Nguyễn Ặ'],
    ['Ａｎａ', 'Ana'],
    ['李', '李'],
    ['A'.repeat(40), 'A'.repeat(40)],
    ['Drew', 'Drew'],
    ['Hosta', 'Hosta'],
    ['Alicia', 'Alicia'],
    ['Md Rahman', 'Md Rahman'],
    ['Ana RM', 'Ana RM'],
    ['Felicia', 'Felicia'],
  ])('shows %s as %s', (wanted, as) => expect(shown(wanted)).toBe(as));

  it.each([
    ['the name of staff', 'sam okafor'],
    ['the name of staff in other letters', 'Sаm'],
    ['the name of staff with a capital I for an l', 'LiI Marsh'],
    ['the name of staff with a capital I in it', 'Robin FieId'],
    ['the name of staff with an r and an n for an m', 'Sarn Okafor'],
    ['the name of staff in Cyrillic and Latin', 'Аmаrа Fiеld'],
    ['the name of staff with accents', 'Sám Okafór'],
    ['a title', 'Dr. Green'],
    ['a title behind the name', 'Green Dr'],
    ['a title in capitals', 'DOCTOR who'],
    ['a title in Spanish', 'Dra. Ruiz'],
    ['a short title in Spanish', 'Lic. Ruiz'],
    ['a long title in Spanish', 'Licenciada Ruiz'],
    ['a title with an accent', 'Psicóloga Ruiz'],
    ['a title with a capital I for an l', 'Iic Ruiz'],
    ['a title in full-width letters', 'Ｄｒ Green'],
    ['a title in Cyrillic', 'Наtе Соunѕеlоr'],
    ['a counselor', 'Counselor Jo'],
    ['a consejera', 'Consejera Jo'],
    ['a nurse', 'Nurse Jo'],
    ['an enfermera', 'ENFERMERA Jo'],
    ['a role', 'Host'],
  ])('does not let a patient wear %s', (_what, wanted) => expect(shown(wanted)).toBe('staff'));

  it.each([
    ['text that runs backwards', 'Ana\u202Eanna', 'unseen'],
    ['a zero-width space', 'An\u200Ba', 'unseen'],
    ['a Hangul filler, which is a blank tile', '\u3164', 'unseen'],
    ['a second Ana by a filler', 'Ana\u3164', 'unseen'],
    ['a title behind a filler', '\u3164Dr. Amara Field', 'unseen'],
    ['a joiner between Latin letters', 'An\u200Ca', 'unseen'],
    ['a soft hyphen', 'An\u00ADa', 'unseen'],
    ['a tag character', 'Ana\u{E0041}', 'unseen'],
    ['a line break', 'Ana\nBob', 'unseen'],
    ['half a letter', 'Ana\uD800', 'unseen'],
    ['a tower of 37 marks', `A${'\u0301'.repeat(37)}na`, 'marks'],
    ['only dots', '...', 'letters'],
    ['nothing', '   ', 'letters'],
    ['markup', '<b>Ana</b>', 'letters'],
    ['a name that is too long', 'A'.repeat(41), 'length'],
    ['a picture', 'Ana 🙂', 'picture'],
    ['a picture of several', 'Ana 👩‍👧', 'picture'],
    ['a flag', 'Ana 🇲🇽', 'picture'],
    ['a heart', 'Ana ❤️', 'picture'],
    ['pronouns', 'Ana (she/her)', 'pronouns'],
    ['pronouns in Spanish', 'Ana (ella)', 'pronouns'],
    ['pronouns without brackets', 'Ana they/them', 'pronouns'],
    ['pronouns with an accent', 'Luis (él/he)', 'pronouns'],
  ])('says why it does not show %s', (_what, wanted, fault) => expect(shown(wanted)).toBe(fault));

  it('shows what it has cleaned once in the same way again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (wanted) => {
        const once = judgeName(wanted, staff);
        if (once.kind === 'shown') expect(judgeName(once.shownName, staff)).toEqual(once);
      }),
    );
  });

  it('shows nothing that nobody sees, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (wanted) => {
        const answer = judgeName(wanted, staff);
        if (answer.kind === 'shown') expect(answer.shownName.replace(/[\u200c\u200d]/g, '')).not.toMatch(/[\p{Default_Ignorable_Code_Point}\p{C}]/u);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('how somebody wants to be spoken of', () => {
  it.each([
    [' she / her ', 'she / her'],
    ['they/them', 'they/them'],
    ['elle', 'elle'],
    ['ze, hir', 'ze, hir'],
    ['او', 'او'],
    ['just my name', 'just my name'],
  ])('%s', (wanted, pronouns) => expect(judgePronouns(wanted, ['Dr. Amara Field'])).toEqual({ kind: 'shown', pronouns }));

  it.each([['a picture', 'she 🌈'], ['nothing to read', ' / '], ['something unseen', 'she\u200b/her'], ['text that turns around', 'she\u202e/her'], ['piled marks', 'she\u0301\u0302\u0303\u0304'], ['a number', '555 0100'], ['too much', 'x'.repeat(31)], ['a title', 'Dr/her'], ['staff', 'Amara Field'.replace('Amara', 'Dr. Amara')]])('%s is refused', (_what, wanted) =>
    expect(judgePronouns(wanted, ['Dr. Amara Field'])).toEqual({ kind: 'refused' }));
});
