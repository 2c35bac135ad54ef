import type { StandingState } from '#kernel';
import fc from 'fast-check';
import { goesStraightIn, next, sourcesOf, wasLetIn, type Move, type Standing } from './admission.js';

const allMoves: Move[] = ['check', 'enter_lobby', 'give_up', 'hold', 'admit', 'connect', 'drop', 'settle', 'leave', 'come_back', 'back_to_lobby', 'remove', 'withdraw'];

/** Walks a list of moves; one that is not possible changes nothing. */
const walk = (moves: readonly (Move | 'remove_for_today')[]): Standing =>
  moves.reduce<Standing>(
    (standing, move) => (move === 'remove_for_today' ? next(standing, 'remove', false) : next(standing, move, true)) ?? standing,
    { state: 'expected' },
  );

describe('where a seat stands', () => {
  it.each<[string, (Move | 'remove_for_today')[], StandingState]>([
    ['comes, answers, waits and is let in', ['check', 'enter_lobby', 'admit', 'connect'], 'in'],
    ['is held, and then let in', ['check', 'enter_lobby', 'hold', 'admit', 'connect'], 'in'],
    ['cannot connect before somebody admits', ['check', 'enter_lobby', 'connect'], 'waiting'],
    ['is back after a drop without asking', ['check', 'enter_lobby', 'admit', 'connect', 'drop', 'connect'], 'in'],
    ['is back after a reload, though news of the closed page comes late', ['check', 'enter_lobby', 'admit', 'connect', 'drop', 'settle', 'connect'], 'in'],
    ['left and returns straight in', ['check', 'enter_lobby', 'admit', 'connect', 'leave', 'come_back', 'connect'], 'in'],
    ['is put back to the lobby and waits again', ['check', 'enter_lobby', 'admit', 'connect', 'back_to_lobby', 'connect'], 'waiting'],
    ['is removed for today and stays out', ['check', 'enter_lobby', 'admit', 'connect', 'remove_for_today', 'enter_lobby', 'connect'], 'removed'],
    ['is removed, returns by the lobby, and does not walk in', ['check', 'enter_lobby', 'admit', 'connect', 'remove', 'enter_lobby', 'connect'], 'waiting'],
    ['gives up in the lobby and comes again later', ['check', 'enter_lobby', 'give_up', 'enter_lobby'], 'waiting'],
    ['loses the seat while inside, has it again, and waits like everybody', ['check', 'enter_lobby', 'admit', 'connect', 'withdraw', 'connect', 'enter_lobby'], 'waiting'],
    ['is not admitted twice by two hosts', ['check', 'enter_lobby', 'admit', 'admit'], 'admitted'],
    ['is not held once inside', ['check', 'enter_lobby', 'admit', 'connect', 'hold'], 'in'],
  ])('%s', (_what, moves, expected) => expect(walk(moves).state).toBe(expected));

  /** What a move says of whether the person has gone; the others say nothing. */
  const goings: Partial<Record<string, boolean>> = { leave: true, settle: true, admit: false, come_back: false, connect: false };

  it('lets nobody in without an admit since the last time they were outside', () => {
    const anyMove = fc.constantFrom(...allMoves, 'remove_for_today' as const);
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 40 }), (moves) => {
        // The model knows two things: whether a host's last word about this person was "come in", and whether they have gone since.
        let standing: Standing = { state: 'expected' };
        let welcome = false;
        let gone = false;
        let bannedForToday = false;
        for (const move of moves) {
          const after: Standing | undefined = move === 'remove_for_today' ? next(standing, 'remove', false) : next(standing, move, true);
          if (!after) continue;
          if (move === 'admit') welcome = true;
          gone = goings[move] ?? gone;
          if (move === 'back_to_lobby' || move === 'remove' || move === 'remove_for_today' || move === 'withdraw') welcome = false;
          if (move === 'remove_for_today') bannedForToday = true;
          standing = after;
          expect(wasLetIn(standing.state)).toBe(welcome);
          expect(goesStraightIn(standing.state)).toBe(welcome && !gone);
          if (bannedForToday) expect(standing).toEqual({ state: 'removed', mayReturn: false });
        }
      }),
      // Most walks get stuck early; these are enough for each move from each standing.
      { numRuns: 3_000 },
    );
  });

  it('can always be ended by a removal once the person has come', () => {
    const stays: StandingState[] = ['checking', 'waiting', 'held', 'admitted', 'in', 'dropped', 'left'];
    expect([...sourcesOf('remove')].sort()).toEqual([...stays].sort());
  });
});
