import type { SeatId } from '#kernel';
import type { BeatSpan, ConnectionWebhook, Evidence, RoomWebhook, Sighting } from './evidence.js';
import { witnessLimits as limits } from './witness-limits.js';

/** All that the witnesses said about one participant SID, sorted by witness. */
export interface Connection {
  readonly participantSid: string;
  readonly seatId: SeatId;
  /** Null when only beats speak of it: then it never becomes a leg. */
  readonly room: { readonly roomId: string; readonly roomSid: string } | null;
  readonly joined: readonly ConnectionWebhook[];
  readonly left: readonly ConnectionWebhook[];
  readonly aborted: readonly ConnectionWebhook[];
  readonly sightings: readonly Sighting[];
  readonly beats: readonly BeatSpan[];
}

/** What ended a room of LiveKit's without a word about the people in it. `atMs` is an upper bound for all of them. */
export interface RoomLoss {
  readonly atMs: number;
  readonly evidenceIds: readonly string[];
}

/**
 * Sorts evidence into connections, one per seat and participant SID.
 * A beat says itself which SID it is about, so it is kept only with its own seat's connection: nobody can beat for another. Never throws.
 */
export function connections(evidence: readonly Evidence[]): Connection[] {
  const rows = evidence.filter((row) => !isRoomEvent(row));
  const groups = new Map<string, typeof rows>();
  for (const row of rows) {
    const key = `${row.seatId} ${row.participantSid}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map(connectionOf);
}

function connectionOf(rows: readonly (ConnectionWebhook | Sighting | BeatSpan)[]): Connection {
  const webhooks = rows.filter((row) => row.witness === 'webhook');
  const sightings = rows.filter((row) => row.witness === 'poll');
  const placed = webhooks[0] ?? sightings[0];
  return {
    participantSid: rows[0]!.participantSid,
    seatId: rows[0]!.seatId,
    room: placed ? { roomId: placed.roomId, roomSid: placed.roomSid } : null,
    joined: webhooks.filter((row) => row.kind === 'joined'),
    left: webhooks.filter((row) => row.kind === 'left'),
    aborted: webhooks.filter((row) => row.kind === 'aborted'),
    sightings,
    beats: rows.filter((row) => row.witness === 'beat'),
  };
}

/** When an event happened at the latest: it is queued within the second that it carries, and cannot arrive before it happened. */
export function happenedBy(row: { receivedAtMs: number; createdAtSec: number }): number {
  return Math.min(row.receivedAtMs, row.createdAtSec * 1000 + 1000);
}

/**
 * The first sign, after a connection began, that LiveKit lost its room: the room started again, finished, or lives under another SID.
 * Null when there is none, and a sign is none when a poll saw the connection after it. Source: measured with livekit-server 1.13, which after a crash never sends `left`. Never throws.
 */
export function roomLoss(connection: Connection, startMs: number, evidence: readonly Evidence[]): RoomLoss | null {
  const { room } = connection;
  if (!room) return null;
  const signs: RoomLoss[] = [];
  for (const row of evidence) {
    if (row.witness === 'beat' || row.roomId !== room.roomId) continue;
    if (isRoomEvent(row)) {
      const ends = row.kind === 'room_started' || row.roomSid === room.roomSid;
      if (ends && row.createdAtSec * 1000 > startMs) signs.push({ atMs: happenedBy(row), evidenceIds: [row.id] });
    } else if (row.roomSid !== room.roomSid && row.joinedAtMs !== null && row.joinedAtMs > startMs) {
      signs.push({ atMs: row.joinedAtMs, evidenceIds: [row.id] });
    }
  }
  const lastSeenMs = Math.max(...connection.sightings.map((row) => row.lastSeenMs));
  return signs.filter(({ atMs }) => atMs > lastSeenMs - limits.stamp).sort((a, b) => a.atMs - b.atMs)[0] ?? null;
}

function isRoomEvent(row: Evidence): row is RoomWebhook {
  return row.witness === 'webhook' && (row.kind === 'room_started' || row.kind === 'room_finished');
}
