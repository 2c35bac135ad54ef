import type { SeatId } from '#kernel';

/**
 * One observation by one witness. Instants are epoch milliseconds and come from servers only: a client's clock is never trusted, only its ages.
 *
 * - webhook: LiveKit's word, one row per event, append-only.
 * - poll: one `Sighting` per connection that the room keeper saw, renewed at each successful poll.
 * - beat: one `BeatSpan` per unbroken run of a client's beats, renewed every 2 s.
 */
export type Evidence = ConnectionWebhook | RoomWebhook | Sighting | BeatSpan;

interface Row {
  /** The stored row's id, so that each edge can name what made it. Unique per witness. */
  readonly id: string;
}

interface WebhookRow extends Row {
  readonly witness: 'webhook';
  /** Our room; its name at LiveKit. Outlives restarts of LiveKit, which the room SID does not. */
  readonly roomId: string;
  readonly roomSid: string;
  /** Our clock, when the webhook arrived. */
  readonly receivedAtMs: number;
  /** LiveKit's clock, whole seconds, when the event was queued. A late delivery does not change it. */
  readonly createdAtSec: number;
}

/**
 * `joined` comes when media is up; `left` closes an active connection, and repeats its joinedAt; `aborted` is a try that never got media.
 * Source: livekit-server 1.13 (pkg/rtc/participant.go, pkg/telemetry/events.go).
 */
export interface ConnectionWebhook extends WebhookRow {
  readonly kind: 'joined' | 'left' | 'aborted';
  readonly seatId: SeatId;
  readonly participantSid: string;
  /** LiveKit's clock, when the signal session was made; null when the event did not carry it. */
  readonly joinedAtMs: number | null;
  /** Of `left`: CLIENT_INITIATED, CONNECTION_TIMEOUT, DUPLICATE_IDENTITY, PARTICIPANT_REMOVED, ROOM_DELETED or another of LiveKit's. */
  readonly reason: string | null;
}

/** A second `room_started` for a room that lives means that LiveKit lost it, with everyone in it, and will never say `left`. */
export interface RoomWebhook extends WebhookRow {
  readonly kind: 'room_started' | 'room_finished';
}

/** What successful polls saw of one connection in state ACTIVE. A poll that failed changes nothing: it means unknown, never nobody. */
export interface Sighting extends Row {
  readonly witness: 'poll';
  readonly seatId: SeatId;
  readonly participantSid: string;
  readonly roomId: string;
  readonly roomSid: string;
  readonly joinedAtMs: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** The first successful poll of the room that no longer listed the connection; null until then. */
  readonly goneAtMs: number | null;
}

/**
 * An unbroken run of beats of one page about its present connection (`beat-span.ts` makes them).
 * The three media instants are the arrival less an age that the client measured; they can only shorten or keep what LiveKit says.
 */
export interface BeatSpan extends Row {
  readonly witness: 'beat';
  readonly seatId: SeatId;
  readonly participantSid: string;
  readonly fromMs: number;
  /** The last beat of the run. */
  readonly toMs: number;
  readonly connectionState: 'connecting' | 'connected' | 'reconnecting' | 'disconnected';
  /** Since when packets from the SFU came without a pause of more than 4 s; null before the first one. */
  readonly mediaSinceMs: number | null;
  /** The last packet before that pause; null when this is the connection's first flow. Between the two the person was away. */
  readonly mediaBeforeMs: number | null;
  /** The last packet from the SFU known at the last beat; null before the first one. */
  readonly mediaUntilMs: number | null;
  /** When the page's socket closed; null while it is open, and when our own process died first. */
  readonly closedAtMs: number | null;
}

/**
 * Each row once, in an order that does not depend on how the rows came.
 * Of a renewed row that was read twice the later state stands. Never throws.
 */
export function distinct(evidence: readonly Evidence[]): Evidence[] {
  const rows = new Map<string, Evidence>();
  for (const row of evidence) {
    const key = `${row.witness} ${row.id}`;
    const known = rows.get(key);
    if (!known || progress(row) > progress(known)) rows.set(key, row);
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** How far a renewed row has come; closing it is the last step. */
function progress(row: Evidence): number {
  if (row.witness === 'poll') return row.lastSeenMs + (row.goneAtMs === null ? 0 : 0.5);
  if (row.witness === 'beat') return row.toMs + (row.closedAtMs === null ? 0 : 0.5);
  return 0;
}
