import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout, without a slash at its end. */
export const checkout = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

/** Eight hex digits that tell two checkouts on one machine apart. @param {string} [folder] */
export function checkoutMark(folder = checkout) {
  return createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 8);
}
