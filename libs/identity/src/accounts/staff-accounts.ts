import { Injectable } from '@nestjs/common';
import { AccountLibrary, type Library } from './account-library.js';

export interface NewAccount {
  readonly email: string;
  /** At least 15 characters: it may be the only factor until a code is set up. */
  readonly password: string;
}

/** Makes accounts. There is no way to one from outside: an administrator or the seed makes it, and a person row points to it by `user_id`. */
@Injectable()
export class StaffAccounts {
  constructor(private readonly library: AccountLibrary) {}

  /**
   * The id of the account with this address. An existing one gets the new password, and its open sign-ins stay as they are, so that a
   * seed may run again. Throws when the password is too short.
   */
  async create(account: NewAccount): Promise<string> {
    return createAccount(await this.library.get(), account);
  }
}

async function createAccount({ context }: Library, { email, password }: NewAccount): Promise<string> {
  const { minPasswordLength, maxPasswordLength } = context.password.config;
  if (password.length < minPasswordLength || password.length > maxPasswordLength) throw new Error(`A password needs ${minPasswordLength} to ${maxPasswordLength} characters`);
  const address = email.trim().toLowerCase();
  const hashed = await context.password.hash(password);
  const known = await context.internalAdapter.findUserByEmail(address);
  if (known) {
    await context.internalAdapter.updatePassword(known.user.id, hashed);
    return known.user.id;
  }
  // The name is in our person row; the library only insists on having one.
  const user = await context.internalAdapter.createUser({ email: address, name: '-', emailVerified: true }, { method: 'admin' });
  await context.internalAdapter.linkAccount({ userId: user.id, accountId: user.id, providerId: 'credential', password: hashed });
  return user.id;
}
