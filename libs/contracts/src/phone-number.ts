import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';

/** The country in which a clinic's own number is, by ISO 3166; US when that cannot be told. */
export function countryOfPhone(clinicPhone: string): CountryCode {
  return read(clinicPhone, 'US')?.country ?? 'US';
}

/**
 * A phone number in the one form in which it is kept and shown: as people of that country write it, abroad with its country's code, and
 * with its extension: `(916) 555-0100 ext. 12`. Digits of any script, and what phones paste around a number, are understood. Undefined
 * when nobody can call it. Never throws.
 */
export function phoneNumber(given: string, country: CountryCode): string | undefined {
  const number = read(given.normalize('NFKC'), country);
  if (!number || !canBeCalled(number)) return undefined;
  // A North American number of a new area has no country yet.
  const isHome = number.country === country || (number.country === undefined && country === 'US');
  return isHome ? number.formatNational() : number.formatInternational();
}

/** The whole text must be a number: of "555-0100, or my mother's 916 555 0199" nobody knows which one was meant. */
function read(text: string, defaultCountry: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { defaultCountry, extract: false }, metadata);
}

// The library's list of areas is as old as its release, and new ones are given out each year: a North American number is judged by its
// form alone. 911 and its like are neither an area nor an exchange.
function canBeCalled(number: PhoneNumber): boolean {
  return number.countryCallingCode === '1' ? /^[2-9](?!11)\d{2}[2-9](?!11)\d{6}$/.test(number.nationalNumber) : number.isValid();
}
