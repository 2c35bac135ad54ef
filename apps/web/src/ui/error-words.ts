import type { TFunction } from 'i18next';
import type { CallErrorCode } from '../api/call-error.js';

const known = ['offline', 'too_slow', 'unavailable', 'internal', 'not_understood', 'bad_input', 'not_signed_in', 'not_allowed', 'not_found', 'too_many_tries', 'conflict', 'session_ended'] as const;

/** What to tell a person about a refusal that the screen has no better words for. `t` of the namespace `ui`. */
export function errorWords(t: TFunction<'ui'>, code: CallErrorCode): string {
  const plain = known.find((one) => one === code) ?? 'internal';
  return t(`errors.${plain}`);
}
