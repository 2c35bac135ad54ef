export type Question = 'out_of_state' | 'not_alone' | 'in_vehicle' | 'driving' | 'elsewhere';

export interface GateFacts {
  readonly place: 'home' | 'work' | 'vehicle' | 'elsewhere';
  readonly inState: boolean;
  readonly alone: boolean;
  readonly driving: boolean;
}

/** What the answers at the safety gate ask a host to look at before admitting; empty when nothing. Never throws. */
export function pleaseCheck(gate: GateFacts): Question[] {
  const questions: [boolean, Question][] = [
    [gate.driving, 'driving'],
    [!gate.inState, 'out_of_state'],
    [!gate.alone, 'not_alone'],
    [gate.place === 'vehicle', 'in_vehicle'],
    [gate.place === 'elsewhere', 'elsewhere'],
  ];
  return questions.filter(([asked]) => asked).map(([, question]) => question);
}
