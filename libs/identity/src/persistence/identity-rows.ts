import { ClinicRow, ClinicSettingRow } from './clinic.row.js';
import { DeviceRow, PinRow } from './device.row.js';
import { JoinLinkRow } from './join-link.row.js';
import { PersonContactRow, PersonRow, RoleAssignmentRow } from './person.row.js';
import { SignInGuardRow } from './sign-in-guard.row.js';

/** Every table of identity, for the pool's list of entities. */
export const identityRows = [ClinicRow, ClinicSettingRow, PersonRow, PersonContactRow, RoleAssignmentRow, DeviceRow, PinRow, JoinLinkRow, SignInGuardRow];
