import {
  ConnectionQuality,
  ConnectionState,
  DisconnectReason,
  ParticipantEvent,
  Room,
  RoomEvent,
  Track,
  VideoQuality,
  setLogLevel,
  type LocalTrack,
  type Participant,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
} from 'livekit-client';
import { markJoin } from './join-marks.js';
import { LivekitMedia, pictureOf } from './livekit-media.js';
import { openNoMore } from './open-no-more.js';
import { PacketsReceived } from './packets-received.js';
import { roomOptions, voice, type Publisher } from './publish-settings.js';
import type { Picture, Sfu, SfuListener, SfuPerson, SfuRoom, VideoRung } from './sfu-room.js';

// The console of a patient's browser is no place for seats and rooms; what matters is in the view.
setLogLevel('silent');

/** The real media server behind our own origin. `stream` is the preview's: its tracks are taken over, nothing is opened again. */
export function livekit(stream: MediaStream | null, choices: { microphone: boolean; camera: boolean }, as: Publisher): Sfu {
  const media = new LivekitMedia(stream, choices, as);
  return { media, open: (listener) => new LivekitRoom(media, as, listener) };
}

class LivekitRoom implements SfuRoom {
  private readonly room: Room;
  private readonly pictures = new WeakMap<RemoteTrack, Picture>();
  private readonly packets = new PacketsReceived();
  private rung: VideoRung = 'full';
  private closed = false;

  constructor(
    private readonly media: LivekitMedia,
    as: Publisher,
    private readonly listener: SfuListener,
  ) {
    this.room = new Room(roomOptions(as));
    this.listen();
  }

  async join({ token, signalPath }: { token: string; signalPath: string }): Promise<void> {
    const connected = this.room.connect(new URL(signalPath, location.origin).href.replace(/^http/, 'ws'), token);
    const tracks = this.media.toPublish();
    await connected;
    if (this.closed) return;
    this.media.publish = (track) => this.publish(track);
    for (const track of await tracks) void this.publish(track).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.media.publish = null;
    this.room.removeAllListeners();
    openNoMore(this.room.engine?.client);
    await this.room.disconnect(false).catch(() => undefined);
    for (const person of this.room.remoteParticipants.values()) detachSound(person);
  }

  participantSid(): string | null {
    return this.room.localParticipant.sid || null;
  }

  people(): readonly SfuPerson[] {
    return [...this.room.remoteParticipants.values()].map((person) => this.personOf(person));
  }

  ownSpeaking(): boolean {
    return this.room.localParticipant.isSpeaking;
  }

  received(): Promise<number | null> {
    const transports = this.room.engine?.pcManager;
    return this.packets.read([transports?.publisher, transports?.subscriber]);
  }

  startAudio(): Promise<void> {
    return this.room.startAudio();
  }

  show(rung: VideoRung): void {
    if (rung === this.rung) return;
    this.rung = rung;
    for (const person of this.room.remoteParticipants.values()) this.limit(person);
  }

  async chooseSpeaker(deviceId: string): Promise<void> {
    await this.room.switchActiveDevice('audiooutput', deviceId);
  }

  private async publish(track: LocalTrack): Promise<void> {
    const mine = this.room.localParticipant;
    const known = [...mine.trackPublications.values()].some((publication) => publication.track === track);
    if (!known) await mine.publishTrack(track, track.kind === Track.Kind.Audio ? voice : {});
  }

  private personOf(person: RemoteParticipant): SfuPerson {
    const camera = person.getTrackPublication(Track.Source.Camera);
    const quality = person.connectionQuality;
    return {
      identity: person.identity,
      microphone: person.isMicrophoneEnabled,
      camera: camera !== undefined && !camera.isMuted,
      picture: this.pictureIn(camera, person),
      speaking: person.isSpeaking,
      lost: quality === ConnectionQuality.Lost,
      weak: quality === ConnectionQuality.Poor,
    };
  }

  private pictureIn(camera: RemoteTrackPublication | undefined, person: RemoteParticipant): Picture | null {
    const track = camera?.videoTrack as RemoteTrack | undefined;
    if (!camera || !track || camera.isMuted || !this.wants(person)) return null;
    const known = this.pictures.get(track) ?? pictureOf(track);
    this.pictures.set(track, known);
    return known;
  }

  private wants(person: Participant): boolean {
    return this.rung === 'full' || this.rung === 'small' || (this.rung === 'speaker' && person.isSpeaking);
  }

  private limit(person: RemoteParticipant): void {
    const camera = person.getTrackPublication(Track.Source.Camera);
    if (!camera?.isDesired) return;
    camera.setEnabled(this.wants(person));
    camera.setVideoQuality(this.rung === 'full' ? VideoQuality.HIGH : VideoQuality.LOW);
  }

  private listen(): void {
    const { room, listener } = this;
    const changed = (): void => listener.changed();
    for (const event of [RoomEvent.ParticipantConnected, RoomEvent.ParticipantDisconnected, RoomEvent.TrackMuted, RoomEvent.TrackUnmuted, RoomEvent.TrackPublished, RoomEvent.TrackUnpublished] as const) room.on(event, changed);
    room.on(RoomEvent.SignalConnected, () => (markJoin('signal-connected'), listener.link('signal_connected')));
    room.on(RoomEvent.ConnectionStateChanged, (state) => this.moved(state));
    room.on(RoomEvent.Disconnected, (reason) => this.gone(reason));
    room.on(RoomEvent.AudioPlaybackStatusChanged, () => listener.playback(room.canPlaybackAudio));
    room.on(RoomEvent.ConnectionQualityChanged, (quality, person) => this.graded(quality, person));
    room.on(RoomEvent.TrackSubscribed, (track, _publication, person) => this.subscribed(track, person));
    room.on(RoomEvent.TrackUnsubscribed, (track) => (track.detach().forEach((element) => element.remove()), changed()));
    room.on(RoomEvent.ActiveSpeakersChanged, () => this.spoke());
    // A slow phone sends less rather than late.
    room.localParticipant.on(ParticipantEvent.LocalTrackCpuConstrained, (track) => void track.prioritizePerformance());
  }

  private moved(state: ConnectionState): void {
    if (state === ConnectionState.Connected) {
      markJoin('media-connected');
      this.listener.link('connected');
    } else if (state === ConnectionState.SignalReconnecting) this.listener.link('signal_lost');
    else if (state === ConnectionState.Reconnecting) this.listener.link('media_lost');
  }

  private gone(reason: DisconnectReason | undefined): void {
    this.media.publish = null;
    this.listener.gone(reason === DisconnectReason.DUPLICATE_IDENTITY ? 'doubled' : 'other');
  }

  private graded(quality: ConnectionQuality, person: Participant): void {
    if (person.isLocal && quality !== ConnectionQuality.Unknown) this.listener.quality(quality === ConnectionQuality.Poor || quality === ConnectionQuality.Lost ? 'poor' : 'good');
    this.listener.changed();
  }

  // Sound plays by itself, off the page; pictures wait for a tile that shows them.
  private subscribed(track: RemoteTrack, person: RemoteParticipant): void {
    if (track.kind === Track.Kind.Audio) track.attach();
    else if (this.rung !== 'full') this.limit(person);
    this.listener.changed();
  }

  private spoke(): void {
    if (this.rung === 'speaker') for (const person of this.room.remoteParticipants.values()) this.limit(person);
    this.listener.changed();
  }
}

function detachSound(person: RemoteParticipant): void {
  for (const publication of person.audioTrackPublications.values()) publication.track?.detach();
}
