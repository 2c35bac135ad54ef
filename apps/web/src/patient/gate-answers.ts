import type { GateAnswers } from '#contracts/routes';

/** The questions as they stand on the page: nothing chosen is null. */
export interface GateDraft {
  readonly place: GateAnswers['place'] | null;
  readonly driving: boolean | null;
  readonly address: string;
  readonly inState: boolean | null;
  readonly alone: boolean | null;
  readonly callbackPhone: string;
  readonly emergencyName: string;
  readonly emergencyPhone: string;
}

/** Which answers are missing or cannot be used, in the order of the page. */
export type GateGap = keyof GateDraft;

export const emptyGate: GateDraft = { place: null, driving: null, address: '', inState: null, alone: null, callbackPhone: '', emergencyName: '', emergencyPhone: '' };

/** Last time's place and phones. Whether the person is alone or driving is asked afresh: that is about now. */
export function sameAsLastTime(last: GateAnswers): GateDraft {
  const { place, address, inState, callbackPhone, emergencyName, emergencyPhone } = last;
  return { place, address, inState, callbackPhone, emergencyName, emergencyPhone, alone: null, driving: null };
}

/** The answers as the server takes them, or the gaps. Never throws. */
export function readGate(draft: GateDraft): { kind: 'whole'; answers: GateAnswers } | { kind: 'gaps'; gaps: GateGap[] } {
  const { place, inState, alone } = draft;
  const driving = place === 'vehicle' ? draft.driving : false;
  const gaps: GateGap[] = [];
  if (place === null) gaps.push('place');
  if (driving === null) gaps.push('driving');
  if (draft.address.trim() === '') gaps.push('address');
  if (inState === null) gaps.push('inState');
  if (alone === null) gaps.push('alone');
  if (!isPhone(draft.callbackPhone)) gaps.push('callbackPhone');
  if (draft.emergencyName.trim() === '') gaps.push('emergencyName');
  if (!isPhone(draft.emergencyPhone)) gaps.push('emergencyPhone');
  if (place === null || driving === null || inState === null || alone === null || gaps.length > 0) return { kind: 'gaps', gaps };
  return {
    kind: 'whole',
    answers: {
      place, driving, inState, alone, address: draft.address.trim(), callbackPhone: draft.callbackPhone.trim(),
      emergencyName: draft.emergencyName.trim(), emergencyPhone: draft.emergencyPhone.trim(),
    },
  };
}

/** Whether it can be one at all: seven digits of any script, or more. The server knows the numbers of the world, and says which it cannot call. */
function isPhone(text: string): boolean {
  const digits = [...text].filter((letter) => /\p{Nd}/u.test(letter)).length;
  return digits >= 7 && digits <= 24;
}
