// The process behind rtc-people.ts. Plain JavaScript, because it runs outside of Jest.
import { AudioStream, DisconnectReason, dispose, Room, RoomEvent, TrackKind, TrackSource, VideoStream } from '@livekit/rtc-node';
import { publishShapeAndTone } from './rtc-drawing.mjs';

/** @type {Map<string, { room: Room, state: string, reason: string | null, tokens: string[], reconnects: number, video: Record<string, number>, audio: Record<string, number>, stop: () => Promise<void> }>} */
const people = new Map();

const does = {
  async join({ url, token, publish = true }) {
    const room = new Room();
    const person = { room, state: 'connected', reason: null, tokens: [token], reconnects: 0, video: {}, audio: {}, stop: async () => {} };
    room.on(RoomEvent.TokenRefreshed, () => person.tokens.push(room.token));
    room.on(RoomEvent.Reconnecting, () => (person.state = 'reconnecting'));
    room.on(RoomEvent.Reconnected, () => Object.assign(person, { state: 'connected', reconnects: person.reconnects + 1 }));
    room.on(RoomEvent.Disconnected, (reason) => Object.assign(person, { state: 'disconnected', reason: DisconnectReason[reason] ?? String(reason) }));
    room.on(RoomEvent.TrackSubscribed, (track, _publication, from) => void count(track, from.identity, person));
    await room.connect(url, token, { autoSubscribe: true, dynacast: false });
    const identity = room.localParticipant.identity;
    people.set(identity, person);
    if (publish) person.stop = await publishShapeAndTone(room.localParticipant, people.size);
    return told(identity, person);
  },
  async people() {
    return [...people].map(([identity, person]) => told(identity, person));
  },
  async leave({ identity }) {
    const person = people.get(identity);
    await person?.stop();
    await person?.room.disconnect();
  },
  async 'leave-all'() {
    for (const identity of people.keys()) await does.leave({ identity });
    await dispose();
  },
};

async function count(track, identity, person) {
  const isVideo = track.kind === TrackKind.KIND_VIDEO;
  const counts = isVideo ? person.video : person.audio;
  for await (const _frame of isVideo ? new VideoStream(track) : new AudioStream(track)) counts[identity] = (counts[identity] ?? 0) + 1;
}

function told(identity, { room, state, reason, tokens, reconnects, video, audio }) {
  const microphone = [...(room.localParticipant?.trackPublications.values() ?? [])].find((publication) => publication.source === TrackSource.SOURCE_MICROPHONE);
  const participantSid = room.localParticipant?.sid ?? '';
  return { identity, participantSid, state, disconnectReason: reason, tokens, reconnects, videoFrames: video, audioFrames: audio, microphoneMuted: microphone ? microphone.muted : null };
}

process.on('message', ({ id, what, detail }) => {
  does[what](detail).then(
    (result) => process.send({ id, result }),
    (error) => process.send({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
