import { parseEnvelope, symmetricDecrypt, symmetricEncrypt, type SecretConfig } from 'better-auth/crypto';

interface SealedRow {
  readonly id: string;
  readonly secret: string;
  readonly backupCodes: string;
}

/** Sends one statement to the tables of schema auth. */
type Ask = (text: string, parameters: readonly unknown[]) => Promise<{ rows: unknown[] }>;

/**
 * Seals by the newest key what an older one has sealed: the secrets of authenticator apps and the recovery codes. They live as long as
 * their accounts, so without this a version could never be dropped. Safe to repeat and to run in two processes at once. Answers how many
 * people's are lost, because their key is not kept any more; those stay as they are.
 */
export async function resealFactors(ask: Ask, keys: SecretConfig): Promise<{ lost: number }> {
  const older = await ask('select id, secret, "backupCodes" from "twoFactor" where secret not like $1 or "backupCodes" not like $1', [`$ba$${keys.currentVersion}$%`]);
  let lost = 0;
  for (const row of older.rows as SealedRow[]) {
    if (!isOpenable(row.secret, keys) || !isOpenable(row.backupCodes, keys)) lost += 1;
    // Whoever used up a recovery code meanwhile has sealed the rest anew already.
    else await ask('update "twoFactor" set secret = $2, "backupCodes" = $3 where id = $1 and secret = $4 and "backupCodes" = $5', [row.id, await anew(row.secret, keys), await anew(row.backupCodes, keys), row.secret, row.backupCodes]);
  }
  return { lost };
}

/** Whether the authenticator app of this account was sealed by a key that is kept; true when there is none. */
export async function canOpenFactors(ask: Ask, keys: SecretConfig, userId: string): Promise<boolean> {
  const { rows } = await ask('select id, secret, "backupCodes" from "twoFactor" where "userId" = $1', [userId]);
  return (rows as SealedRow[]).every((row) => isOpenable(row.secret, keys) && isOpenable(row.backupCodes, keys));
}

function isOpenable(sealed: string, { keys }: SecretConfig): boolean {
  const version = parseEnvelope(sealed)?.version;
  return version !== undefined && keys.has(version);
}

async function anew(sealed: string, key: SecretConfig): Promise<string> {
  return symmetricEncrypt({ key, data: await symmetricDecrypt({ key, data: sealed }) });
}
