import type { ReceivedWebhook } from '../webhook-inbox.js';

type Fields = Readonly<Record<string, unknown>>;

const ofParticipant = ['sid', 'identity', 'state', 'joinedAt', 'joinedAtMs', 'disconnectReason'] as const;
const ofTrack = ['sid', 'type', 'source'] as const;

/**
 * What is kept of a webhook: which connection, room and kind of track it speaks of, and when. Nothing that a person can write (names of tracks,
 * metadata, attributes) and nothing that is not used. No text in it is one that PostgreSQL does not take. Never throws.
 */
export function neededOf({ eventId, event, roomName, body, receivedAtMs }: ReceivedWebhook): ReceivedWebhook {
  const said = fieldsOf(body);
  return {
    eventId: storable(eventId),
    event: storable(event),
    roomName: roomName === null ? null : storable(roomName),
    receivedAtMs,
    body: {
      ...only(said, ['id', 'event', 'createdAt', 'numDropped']),
      ...part(said, 'room', ['sid', 'name']),
      ...part(said, 'participant', ofParticipant),
      ...part(said, 'track', ofTrack),
    },
  };
}

function part(said: Fields, name: string, keys: readonly string[]): Fields {
  return said[name] === undefined ? {} : { [name]: only(fieldsOf(said[name]), keys) };
}

function only(fields: Fields, keys: readonly string[]): Fields {
  const kept = keys.map((key) => [key, fields[key]] as const).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(kept.map(([key, value]) => [key, typeof value === 'string' ? storable(value) : value]));
}

function fieldsOf(part: unknown): Fields {
  return typeof part === 'object' && part !== null ? (part as Fields) : {};
}

/** NUL and halves of a character are no text to PostgreSQL. */
function storable(text: string): string {
  return text.replaceAll(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
