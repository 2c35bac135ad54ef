import { withDatabase } from './database.mjs';

/**
 * How much of what is alive was made by this version of the secret, over all clinics: links that work still, devices that are trusted, sign-ins of staff that are
 * open, and authenticator apps that it sealed.
 *
 * @param {string} ownerUrl @param {number} version @returns {Promise<{ links: number, devices: number, signIns: number, apps: number }>}
 */
export async function aliveByKey(ownerUrl, version) {
  const { rows } = await withDatabase(ownerUrl, (client) => client.query(
    `select (select count(*)::int from join_link where key_version = $1 and dead_at is null and works_to > app.now()) as links,
            (select count(*)::int from device where key_version = $1 and revoked_at is null and trusted_until > app.now()) as devices,
            (select count(*)::int from sign_in_guard where key_version = $1 and ended_at is null and expires_at > app.now()) as "signIns",
            (select count(*)::int from auth."twoFactor" where secret like $2 or "backupCodes" like $2) as apps`,
    [version, `$ba$${version}$%`],
  ));
  return rows[0];
}
