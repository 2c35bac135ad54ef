/** A browser is known again for as long as trust can last, and a little more. Seconds. */
export const deviceSeconds = 100 * 24 * 60 * 60;
