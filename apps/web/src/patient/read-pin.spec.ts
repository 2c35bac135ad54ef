import { readPin } from './read-pin.js';

describe('the PIN', () => {
  it.each(['492807', ' 492 807 ', '492-807', 'Your PIN is 492807', 'Your PIN is 492807.', 'Su PIN es: 492 807', '4 9 2 8 0 7', '٤٩٢٨٠٧', '۴۹۲۸۰۷', '４９２８０７', 'Stepwell: 492807 is your PIN. Questions? (916) 555-0100', 'PIN 492807, group at 9:00'])('is read from %j', (typed) => expect(readPin(typed)).toBe('492807'));
  it.each(['49280', '4928071', '', 'my PIN', '492807 or 111111'])('is not guessed from %j', (typed) => expect(readPin(typed)).toBeUndefined());
});
