import { z } from 'zod';

/** The installation's secret as it is now and as it was, by version; the highest version is the one by which new things are made. */
export type SecretVersions = ReadonlyMap<number, string>;

const shortest = 32;
const line = /^([1-9]\d{0,3}):(.+)$/;

/**
 * STEPWELL_SECRET as an operator writes it: one secret, which is version 1, or several as `number:secret`, parted by commas or lines.
 * Refuses, without repeating any of it, a secret of fewer than 32 characters, a number that comes twice and a part without a number.
 */
export const secretVersions = z.string().transform((text, context): SecretVersions => {
  const refuse = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const parts = text.split(/[,\n]/).map((part) => part.trim()).filter(Boolean);
  const pairs = line.test(parts[0] ?? '') ? parts.map((part) => line.exec(part)) : [['', '1', text.trim()]];
  if (pairs.some((pair) => pair === null)) return refuse('every version needs its number, as in 2:new-secret,1:old-secret');
  const versions = new Map(pairs.map((pair) => [Number(pair![1]), pair![2] ?? '']));
  if (versions.size < pairs.length) return refuse('a number comes twice; each version has its own');
  if ([...versions.values()].some((secret) => secret.length < shortest)) return refuse(`needs at least ${shortest} characters`);
  return versions;
});
