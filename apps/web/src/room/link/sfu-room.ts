import type { RoomPass } from '#contracts/routes';

/**
 * What the room core needs of the media server, so that its rules can be tried without one. `livekit-room.ts` is the real thing.
 */

/** A moving picture that can be shown in a video element; detach by calling what `attach` gives back. */
export interface Picture {
  attach(element: HTMLVideoElement): () => void;
}

/** One other connection in the room. The identity is `<seat>.<generation>` and says nothing about the person. */
export interface SfuPerson {
  readonly identity: string;
  readonly microphone: boolean;
  readonly camera: boolean;
  /** Null while the camera is off, or its picture is not asked for. */
  readonly picture: Picture | null;
  readonly speaking: boolean;
  /** The server hears nothing of them at the moment. */
  readonly lost: boolean;
  readonly weak: boolean;
}

/** How much video is asked for: all, small only, who speaks only, none. */
export type VideoRung = 'full' | 'small' | 'speaker' | 'sound';

/** What the media server says about the state of our connection while it lasts. */
export type SfuLink = 'signal_connected' | 'connected' | 'signal_lost' | 'media_lost';

export interface SfuListener {
  link(state: SfuLink): void;
  /** The connection is over for good, as far as the SDK is concerned. `doubled`: another connection of the same seat pushed it out. */
  gone(reason: 'doubled' | 'other'): void;
  /** Who is here, what they send, or who speaks has changed; ask `people()` again. */
  changed(): void;
  /** Whether the browser lets sound play without a tap. */
  playback(allowed: boolean): void;
  quality(own: 'good' | 'poor'): void;
}

export interface SfuRoom {
  /** Joins and publishes what the person has switched on. Rejects when it cannot; `gone` may follow later. */
  join(pass: Pick<RoomPass, 'token' | 'signalPath'>): Promise<void>;
  /** Ends the connection without stopping the camera. Never rejects, and no listener is called afterwards. */
  close(): Promise<void>;
  participantSid(): string | null;
  people(): readonly SfuPerson[];
  ownSpeaking(): boolean;
  /** A number that grows with each packet that came from the server, consent checks included; null while there is no transport. */
  received(): Promise<number | null>;
  startAudio(): Promise<void>;
  show(rung: VideoRung): void;
  chooseSpeaker(deviceId: string): Promise<void>;
}

export interface Sfu {
  readonly media: OwnMedia;
  open(listener: SfuListener): SfuRoom;
}

export type DeviceKind = 'microphone' | 'camera';
export type DeviceTrouble = 'denied' | 'missing' | 'in_use' | 'failed';

export interface OwnDevice {
  /** What the person chose. Only the person changes it, or staff by muting. */
  readonly wanted: boolean;
  readonly trouble: DeviceTrouble | null;
  readonly deviceId: string | null;
}

/** The person's own microphone and camera: they outlive every connection, so that a rejoin asks for no permission and starts at once. */
export interface OwnMedia {
  device(kind: DeviceKind): OwnDevice;
  picture(): Picture | null;
  set(kind: DeviceKind, wanted: boolean): Promise<void>;
  choose(kind: DeviceKind, deviceId: string): Promise<void>;
  /** Gets back what a sleeping phone, a call or a pulled cable ended. What the person switched off stays off. */
  revive(): Promise<void>;
  /** Called when something here changed; `muted_by_staff` when the microphone was switched off from afar. */
  onChange(listener: (what: 'changed' | 'muted_by_staff') => void): () => void;
  /** Ends all tracks; the camera light goes out. */
  stop(): void;
}
