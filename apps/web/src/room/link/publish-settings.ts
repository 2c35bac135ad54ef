import { AudioPresets, VideoPresets, type RoomOptions, type TrackPublishOptions } from 'livekit-client';

export type Publisher = 'patient' | 'staff';

/** Patients send 360p and 180p, staff 540p, 360p and 180p: fourteen people must fit through a phone's line. */
export const capture = {
  patient: { width: 640, height: 360, frameRate: 24 },
  staff: { width: 960, height: 540, frameRate: 24 },
} as const;

const video = { patient: VideoPresets.h360, staff: VideoPresets.h540 } as const;
const lower = { patient: [VideoPresets.h180], staff: [VideoPresets.h180, VideoPresets.h360] } as const;

/** How the room is joined. Tracks are ours: they outlive the connection, so neither unpublishing nor a rejoin stops the camera. */
export function roomOptions(as: Publisher): RoomOptions {
  return {
    adaptiveStream: true,
    dynacast: true,
    stopLocalTrackOnUnpublish: false,
    disconnectOnPageLeave: true,
    videoCaptureDefaults: { resolution: capture[as] },
    publishDefaults: { videoCodec: 'vp8', simulcast: true, videoEncoding: video[as].encoding, videoSimulcastLayers: [...lower[as]], audioPreset: AudioPresets.speech, red: true, dtx: true, stopMicTrackOnMute: false },
  };
}

/** Voice is 24 kb/s, sent twice (RED) and only while somebody speaks (DTX). */
export const voice: TrackPublishOptions = { audioPreset: AudioPresets.speech, red: true, dtx: true };
