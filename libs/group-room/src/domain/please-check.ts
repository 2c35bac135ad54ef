import type { GatePlace, GateQuestion } from '#kernel';

export interface GateFacts {
  readonly place: GatePlace;
  readonly inState: boolean;
  readonly alone: boolean;
  readonly driving: boolean;
}

/** What the answers at the safety gate ask a host to look at before admitting; empty when nothing. Never throws. */
export function pleaseCheck(gate: GateFacts): GateQuestion[] {
  const questions: [boolean, GateQuestion][] = [
    [gate.driving, 'driving'],
    [!gate.inState, 'out_of_state'],
    [!gate.alone, 'not_alone'],
    [gate.place === 'vehicle', 'in_vehicle'],
    [gate.place === 'elsewhere', 'elsewhere'],
  ];
  return questions.filter(([asked]) => asked).map(([, question]) => question);
}
