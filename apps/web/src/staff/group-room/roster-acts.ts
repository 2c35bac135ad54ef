import type { HoldMessage, RemovalReason } from '#kernel';
import { useMemo, useState } from 'react';
import { codeOf, type CallErrorCode } from '../../api/call-error.js';
import type { HostLive } from '../../api/live-client.js';

/** What a host may do from the roster. Each tries at once; a refusal is shown above the roster, and the next snapshot tells the truth. */
export interface RosterActs {
  admit(seatId: string): void;
  admitAll(): void;
  hold(seatId: string, message: HoldMessage): void;
  mute(seatId: string): void;
  backToLobby(seatId: string): void;
  remove(seatId: string, mayReturn: boolean, reason: RemovalReason): void;
  seeHelp(helpId: string): void;
  endSession(): void;
}

/** The acts over the live socket; `busy` names seats and acts that are on their way. */
export function useRosterActs(live: Pick<HostLive, 'send'>): { acts: RosterActs; busy: ReadonlySet<string>; problem: CallErrorCode | null; clearProblem: () => void } {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<CallErrorCode | null>(null);
  // The same for all renders, so that rows which did not change are not drawn anew.
  const acts = useMemo(() => actsOver(live, (what, work) => {
    setProblem(null);
    setBusy((before) => new Set(before).add(what));
    work()
      .catch((thrown: unknown) => setProblem(codeOf(thrown)))
      .finally(() => setBusy((before) => new Set([...before].filter((one) => one !== what))));
  }), [live]);
  return { acts, busy, problem, clearProblem: () => setProblem(null) };
}

function actsOver(live: Pick<HostLive, 'send'>, run: (what: string, work: () => Promise<unknown>) => void): RosterActs {
  return {
    admit: (seatId) => run(seatId, () => live.send('seat.admit', { seatId })),
    admitAll: () => run('all', () => live.send('seats.admit-expected', {})),
    hold: (seatId, message) => run(seatId, () => live.send('seat.hold', { seatId, message })),
    mute: (seatId) => run(seatId, () => live.send('seat.mute', { seatId })),
    backToLobby: (seatId) => run(seatId, () => live.send('seat.back-to-lobby', { seatId })),
    remove: (seatId, mayReturn, reason) => run(seatId, () => live.send('seat.remove', { seatId, mayReturn, reason })),
    seeHelp: (helpId) => run(helpId, () => live.send('help.see', { helpId })),
    endSession: () => run('end', () => live.send('session.end', {})),
  };
}
