/** The secret in an `otpauth://` address, for apps into which it is typed. The whole address when it has none. */
export function secretOf(address: string): string {
  const query = address.split('?')[1] ?? '';
  return new URLSearchParams(query).get('secret') ?? address;
}

/** In groups of four, as one reads it from a screen. */
export function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
