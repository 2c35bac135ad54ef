import { live } from '#contracts';
import type { SeatId } from '#kernel';
import { Injectable } from '@nestjs/common';
import { HelpRequests } from '../persistence/help-requests.js';
import { LiveViews } from '../persistence/live-views.js';
import { LiveTopics } from './live-topics.js';

/** The topics that every session has: its people, as each audience may see them, and who asked for help. */
@Injectable()
export class FirstTopics {
  constructor(topics: LiveTopics, views: LiveViews, help: HelpRequests) {
    topics.add(live.roster, { staff: bySeat((sessionId, only) => views.roster(sessionId, only)) });
    topics.add(live.peers, { seats: bySeat((sessionId, only) => views.peers(sessionId, only)) });
    topics.add(live.standing, { own: (sessionId, seatIds) => views.standings(sessionId, seatIds) });
    topics.add(live.help, { staff: bySeat((sessionId, only) => help.asked(sessionId, only)), own: (sessionId, seatIds) => help.own(sessionId, seatIds) });
  }
}

type ReadRows<Row> = (sessionId: string, only?: readonly SeatId[]) => Promise<Row[]>;

/** A list with a row for a seat: of those that were told, the rows that are there, and the seats that have none any more. */
function bySeat<Row extends { seatId: SeatId }>(read: ReadRows<Row>) {
  return {
    snapshot: (sessionId: string) => read(sessionId),
    delta: async (sessionId: string, told: readonly SeatId[] | undefined) => {
      const rows = await read(sessionId, told);
      return { rows, gone: (told ?? []).filter((seatId) => !rows.some((row) => row.seatId === seatId)) };
    },
  };
}
