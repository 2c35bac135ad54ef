import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { OwnMedia, type MediaState } from '../../patient/media/own-media.js';

/** What the host brings into the room. */
export interface HostMedia {
  readonly stream: MediaStream | null;
  readonly microphone: boolean;
  readonly camera: boolean;
}

export type DeviceActs = Pick<OwnMedia, 'open' | 'setCamera' | 'useCamera' | 'useMicrophone'>;

/** The host's camera and microphone for the preview; opened when the page appears, let go unless the room takes them over. */
export function useHostDevices(): { state: MediaState; acts: DeviceActs; handOver: () => MediaStream | null } {
  const [media] = useState(() => new OwnMedia(navigator.mediaDevices));
  const handedOver = useRef(false);
  useEffect(() => {
    void media.open();
    return () => void (!handedOver.current && media.close());
  }, [media]);
  const state = useSyncExternalStore(media.subscribe, media.state);
  const handOver = (): MediaStream | null => {
    handedOver.current = media.state().stream !== null;
    return media.state().stream;
  };
  return { state, acts: media, handOver };
}
