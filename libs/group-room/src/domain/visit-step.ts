import type { VisitStep } from '#kernel';
import { goesStraightIn, type Standing } from './admission.js';

/** What decides which page a person sees, whatever device, tab or reload they come from. */
export interface VisitFacts {
  readonly deviceTrusted: boolean;
  readonly sessionEnded: boolean;
  readonly standing: Standing;
  readonly named: boolean;
  /** Null until the safety gate was answered for this session. */
  readonly driving: boolean | null;
  /** Whether this person accepted the version that is in force. True where the clinic has published none. */
  readonly agreed: boolean;
  readonly declined: boolean;
}

/** The page that comes next. Somebody who was let in skips all questions, which were answered for this session; who left is asked. Never throws. */
export function visitStep(facts: VisitFacts): VisitStep {
  if (!facts.deviceTrusted) return 'pin';
  if (facts.sessionEnded) return 'ended';
  if (facts.standing.state === 'removed' && !facts.standing.mayReturn) return 'removed';
  if (facts.standing.state === 'left') return 'left';
  if (goesStraightIn(facts.standing.state)) return 'room';
  return openQuestion(facts) ?? 'lobby';
}

/** The first thing that is still to be answered before the lobby; `undefined` when nothing is. Never throws. */
export function openQuestion(facts: Pick<VisitFacts, 'named' | 'driving' | 'agreed' | 'declined'>): 'name' | 'gate' | 'driving' | 'agreement' | 'declined' | undefined {
  if (!facts.named) return 'name';
  if (facts.driving === null) return 'gate';
  if (facts.driving) return 'driving';
  if (facts.agreed) return undefined;
  return facts.declined ? 'declined' : 'agreement';
}
