import { countryOfPhone, phoneNumber } from './phone-number.js';
import { Phone } from './fields.js';

/** As the route does it: cleaned by the field, then read as a number of the clinic's country. */
const kept = (given: string, country: 'US' | 'GB' | 'MX' = 'US') => {
  const field = Phone.safeParse(given);
  return field.success ? phoneNumber(field.data, country) : undefined;
};

describe('a phone number', () => {
  it.each([
    ['as a patient types it', '916 555 0100', '(916) 555-0100'],
    ['with an extension', '916-555-0100 ext 12', '(916) 555-0100 ext. 12'],
    ['with a short extension', '(916) 555-0100 x12', '(916) 555-0100 ext. 12'],
    ['as an iPhone pastes it', '\u202a+1 (916) 555-0100\u202c', '(916) 555-0100'],
    ['with en dashes', '916–555–0100', '(916) 555-0100'],
    ['in full-width digits', '９１６　５５５　０１００', '(916) 555-0100'],
    ['in Arabic digits', '٩١٦٥٥٥٠١٠٠', '(916) 555-0100'],
    ['with dots and a plus', '+1 916.555.0100', '(916) 555-0100'],
    ['with no-break spaces', '916\u00a0555\u00a00100', '(916) 555-0100'],
    ['with a line end behind it', '916 555 0100\r\n', '(916) 555-0100'],
    ['of another country', '+44 20 7946 0958', '+44 20 7946 0958'],
    ['of Canada', '+1 416 555 0100', '+1 416 555 0100'],
    ['of an area that is newer than the list', '(235) 555-0100', '(235) 555-0100'],
    ['that is kept already', '(916) 555-0100 ext. 12', '(916) 555-0100 ext. 12'],
  ])('is taken %s', (_how, given, form) => expect(kept(given)).toBe(form));

  it.each([
    ['911', '911'],
    ['911 in the place of an area', '911 911 9111'],
    ['911 after the area', '916 911 0100'],
    ['988', '988'],
    ['one without its area', '555-0100'],
    ['zeros', '000 000 0000'],
    ['words', 'my mother'],
    ['a command to a modem behind a line end', '916 555 0100\r\nATDT911'],
    ['a terminal’s escape', '916 555 0100\u001b[2J'],
    ['nothing', '   '],
  ])('is refused when it is %s', (_what, given) => expect(kept(given)).toBeUndefined());

  it('is of the clinic’s country when it names none', () => {
    expect(kept('020 7946 0958', 'GB')).toBe('020 7946 0958');
    expect(kept('+1 916 555 0100', 'GB')).toBe('+1 916 555 0100');
    expect([countryOfPhone('+44 20 7946 0958'), countryOfPhone('(916) 555-0100'), countryOfPhone('ask at the desk')]).toEqual(['GB', 'US', 'US']);
  });
});
