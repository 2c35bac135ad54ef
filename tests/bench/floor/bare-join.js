// The least that a join can be here: the SDK loaded, the camera open, a token in hand; connect, publish as our client does, show the first picture.
/* global LivekitClient */
const { Room, RoomEvent, Track, LocalVideoTrack, LocalAudioTrack, VideoPresets, AudioPresets } = LivekitClient;
const stream = navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360, frameRate: 24 }, audio: true });
let room;

globalThis.bareReady = stream.then(() => true);

globalThis.bareJoin = async (token) => {
  const [camera] = (await stream).getVideoTracks();
  const [microphone] = (await stream).getAudioTracks();
  room = new Room({
    adaptiveStream: true,
    dynacast: true,
    stopLocalTrackOnUnpublish: false,
    publishDefaults: { videoCodec: 'vp8', simulcast: true, videoEncoding: VideoPresets.h360.encoding, videoSimulcastLayers: [VideoPresets.h180], audioPreset: AudioPresets.speech, red: true, dtx: true },
  });
  const points = {};
  const frame = new Promise((shown) => {
    room.on(RoomEvent.TrackSubscribed, (track) => {
      const element = track.attach();
      if (track.kind !== 'video') return;
      element.style.cssText = 'width:640px;height:360px';
      document.body.append(element);
      element.requestVideoFrameCallback(() => shown(performance.now()));
    });
  });
  room.on(RoomEvent.SignalConnected, () => (points.signal = performance.now()));
  room.on(RoomEvent.Connected, () => (points.media = performance.now()));
  points.click = performance.now();
  await room.connect(location.origin.replace(/^http/, 'ws'), token);
  for (const [track, source] of [[new LocalAudioTrack(microphone, undefined, false), Track.Source.Microphone], [new LocalVideoTrack(camera, undefined, false), Track.Source.Camera]]) {
    void room.localParticipant.publishTrack(track, { source });
  }
  points.frame = await frame;
  return points;
};

globalThis.bareLeave = async () => {
  await room.disconnect(false);
  document.querySelectorAll('video, audio').forEach((element) => element.remove());
};
