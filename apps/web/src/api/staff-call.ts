import { accountPaths, deskPaths, recordsPaths, settingsPaths, type StaffRoute } from '#contracts/routes';
import { callIn, type CallOf } from './call.js';

export type StaffCall = CallOf<StaffRoute>;

/** Calls a route of the pages of staff. Apart, so that a patient's page carries none of their addresses. */
export const call: StaffCall = callIn<StaffRoute>({ ...accountPaths, ...deskPaths, ...recordsPaths, ...settingsPaths });
