import type { DomainError } from '#kernel';
import { Hashing } from './hashing.js';

describe('hashing', () => {
  const hashing = new Hashing();

  it('keeps passwords as argon2id with 19 MiB, two passes, one lane', async () => {
    expect(await hashing.hash('correct horse battery')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('knows the right one, also when typed with other bytes for the same letters', async () => {
    const hashed = await hashing.hash('caf\u00e9 by the river');
    expect(await hashing.matches('cafe\u0301 by the river', hashed)).toBe(true);
    expect(await hashing.matches('cafe by the river', hashed)).toBe(false);
  });

  it('says no to an unknown person, after as much work', async () => {
    expect(await hashing.matches('anything at all', null)).toBe(false);
  });

  it('lets two work and fifty wait, and turns the others away; afterwards all is free again', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => hashing.hash('a flood of sign-ins')));
    const refused = answers.filter((answer) => answer.status === 'rejected').map((answer) => (answer.reason as DomainError).code);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(52);
    expect(refused).toEqual(Array(8).fill('too_many_tries'));
    await expect(hashing.hash('after the flood')).resolves.toContain('argon2id');
  });
});
