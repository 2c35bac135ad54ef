import type { RoutePath } from './paths.js';

/** Where staff sign in and keep their account. */
export const accountPaths = {
  signIn: 'POST /api/v1/sign-in',
  enterCode: 'POST /api/v1/sign-in/code',
  chooseClinic: 'POST /api/v1/sign-in/clinic',
  signOut: 'POST /api/v1/sign-out',
  getMe: 'GET /api/v1/me',
  startTotp: 'POST /api/v1/me/totp',
  confirmTotp: 'POST /api/v1/me/totp/confirm',
} as const satisfies Record<string, RoutePath>;
