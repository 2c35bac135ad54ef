import { Policies, SocketDoor } from '#platform';
import { Global, Module } from '@nestjs/common';
import { AccountFactors } from './accounts/account-factors.js';
import { AccountLibrary } from './accounts/account-library.js';
import { Hashing, PinHashing } from './accounts/hashing.js';
import { KnownBrowsers } from './accounts/known-browsers.js';
import { RateLimits } from './accounts/rate-limits.js';
import { SignInTries } from './accounts/sign-in-tries.js';
import { StaffAccounts } from './accounts/staff-accounts.js';
import { IdentityPolicies } from './identity-policies.js';
import { IdentitySocketDoor } from './identity-socket-door.js';
import { CheckPin } from './links/check-pin.js';
import { ForgetDevice } from './links/forget-device.js';
import { LinksController } from './links/links.controller.js';
import { MakeLink } from './links/make-link.js';
import { RedeemLink } from './links/redeem-link.js';
import { ResetPin } from './links/reset-pin.js';
import { SessionLinks } from './links/session-links.js';
import { SignIns } from './persistence/sign-ins.js';
import { ProveStaff } from './prove-staff.js';
import { ProveVisitor } from './prove-visitor.js';
import { RecentProofs } from './recent-proofs.js';
import { SocketProofs } from './socket-proofs.js';
import { AccountsController } from './sign-in/accounts.controller.js';
import { ChooseClinic } from './sign-in/choose-clinic.js';
import { EndSignIn } from './sign-in/end-sign-in.js';
import { EnrolTotp } from './sign-in/enrol-totp.js';
import { EnterCode } from './sign-in/enter-code.js';
import { OpenForAccount } from './sign-in/open-for-account.js';
import { SignInLog } from './sign-in/sign-in-log.js';
import { OwnAccountController } from './sign-in/own-account.controller.js';
import { StaffSignIn } from './sign-in/staff-sign-in.js';

const accounts = [AccountFactors, AccountLibrary, Hashing, KnownBrowsers, PinHashing, RateLimits, SignInTries, StaffAccounts];
const signIn = [ChooseClinic, EndSignIn, EnrolTotp, EnterCode, OpenForAccount, SignInLog, SignIns, StaffSignIn];
const links = [CheckPin, ForgetDevice, MakeLink, RedeemLink, ResetPin, SessionLinks];
const proofs = [ProveStaff, ProveVisitor, RecentProofs, SocketProofs, { provide: Policies, useClass: IdentityPolicies }, { provide: SocketDoor, useClass: IdentitySocketDoor }];

/** Global, because every contract asks its policy. Needs a `SeatDirectory` from the module that owns seats. */
@Global()
@Module({
  controllers: [AccountsController, LinksController, OwnAccountController],
  providers: [...accounts, ...signIn, ...links, ...proofs],
  exports: [Policies, SocketDoor, SocketProofs, StaffAccounts, CheckPin, ForgetDevice, MakeLink, RedeemLink, ResetPin, SessionLinks],
})
export class IdentityModule {}
