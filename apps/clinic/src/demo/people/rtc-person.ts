import { AudioStream, DisconnectReason, Room, RoomEvent, TrackKind, TrackSource, VideoStream, type RemoteTrack } from '@livekit/rtc-node';
import { publishFigureAndTone } from './rtc-drawing.js';
import { RtcFlow } from './rtc-flow.js';
import type { RtcJoin, RtcSight } from './rtc-people.js';

const readEvery = 1_000;
const smallPicture = { width: 160, height: 90, framesPerSecond: 5 } as const;

/** One connected person in the process of the synthetic people. */
export class RtcPerson {
  private readonly room = new Room();
  private readonly flow = new RtcFlow();
  private readonly tokens: string[];
  private state: RtcSight['state'] = 'connected';
  private reason: string | null = null;
  private reconnects = 0;
  private connectedAtMs = 0;
  private watched: string | null = null;
  private readonly videoFrames: Record<string, number> = {};
  private readonly audioFrames: Record<string, number> = {};
  private silence: () => Promise<void> = async () => {};
  private reading: NodeJS.Timeout | undefined;

  private constructor(private readonly wish: RtcJoin) {
    this.tokens = [wish.token];
    this.listen();
  }

  /** Resolves once connected and, if wanted, publishing. Rejects with the library's words when refused. number: of its looks, from 1. */
  static async join(wish: RtcJoin, number: number): Promise<RtcPerson> {
    const person = new RtcPerson(wish);
    await person.room.connect(wish.url, wish.token, { autoSubscribe: (wish.watch ?? 'all') === 'all', dynacast: false });
    person.connectedAtMs = Date.now();
    person.choose();
    person.reading = setInterval(() => void person.read(), readEvery);
    const mine = person.room.localParticipant;
    if (mine && (wish.publish ?? true)) person.silence = await publishFigureAndTone(mine, number, wish.picture ?? smallPicture);
    return person;
  }

  get identity(): string {
    return this.room.localParticipant?.identity ?? '';
  }

  see(): RtcSight {
    const { state, reason, tokens, reconnects, connectedAtMs, videoFrames, audioFrames } = this;
    const microphone = [...(this.room.localParticipant?.trackPublications.values() ?? [])].find(({ source }) => source === TrackSource.SOURCE_MICROPHONE);
    return {
      identity: this.identity,
      participantSid: this.room.localParticipant?.sid ?? '',
      state,
      connectedAtMs,
      disconnectReason: reason,
      tokens,
      reconnects,
      videoFrames,
      audioFrames,
      microphoneMuted: microphone ? (microphone.muted ?? false) : null,
      flow: this.flow.ages(performance.now()),
    };
  }

  /** Stops drawing and leaves, as a person does who presses Leave. */
  async leave(): Promise<void> {
    clearInterval(this.reading);
    await this.silence();
    await this.room.disconnect();
  }

  private listen(): void {
    const { room } = this;
    room.on(RoomEvent.TokenRefreshed, () => room.token && this.tokens.push(room.token));
    room.on(RoomEvent.Reconnecting, () => (this.state = 'reconnecting'));
    room.on(RoomEvent.Reconnected, () => {
      this.state = 'connected';
      this.reconnects += 1;
      this.connectedAtMs = Date.now();
      this.watched = null;
      this.choose();
    });
    room.on(RoomEvent.Disconnected, (reason) => {
      this.state = 'disconnected';
      this.reason = DisconnectReason[reason] ?? String(reason);
      clearInterval(this.reading);
      void this.silence();
    });
    room.on(RoomEvent.TrackPublished, () => this.choose());
    room.on(RoomEvent.ParticipantDisconnected, ({ identity }) => {
      if (identity === this.watched) this.watched = null;
      this.choose();
    });
    room.on(RoomEvent.TrackSubscribed, (track, _publication, from) => void this.count(track, from.identity).catch(() => undefined));
  }

  /** Who watches one watches the first who sends a picture, for as long as that one is there. */
  private choose(): void {
    if (this.wish.watch !== 'one' || this.watched !== null) return;
    for (const person of this.room.remoteParticipants.values()) {
      const camera = [...person.trackPublications.values()].find(({ source }) => source === TrackSource.SOURCE_CAMERA);
      if (!camera) continue;
      this.watched = person.identity;
      for (const publication of person.trackPublications.values()) publication.setSubscribed(true);
      return;
    }
  }

  private async count(track: RemoteTrack, identity: string): Promise<void> {
    const isVideo = track.kind === TrackKind.KIND_VIDEO;
    const counts = isVideo ? this.videoFrames : this.audioFrames;
    for await (const _frame of isVideo ? new VideoStream(track) : new AudioStream(track)) counts[identity] = (counts[identity] ?? 0) + 1;
  }

  private async read(): Promise<void> {
    const stats = await this.room.getRtcStats().catch(() => null);
    if (stats === null) return;
    let received = 0;
    for (const { stats: one } of [...stats.publisherStats, ...stats.subscriberStats]) {
      const pair = one.case === 'candidatePair' ? one.value.candidatePair : undefined;
      if (pair) received += Number(pair.packetsReceived ?? 0) + Number(pair.responsesReceived ?? 0) + Number(pair.requestsReceived ?? 0) + Number(pair.bytesReceived ?? 0);
    }
    this.flow.reading(received, performance.now());
  }
}
