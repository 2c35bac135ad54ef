import { useEffect, useState } from 'react';

interface DeviceChoice {
  readonly value: string;
  readonly label: string;
}
export type Devices = Record<'microphone' | 'camera' | 'speaker', readonly DeviceChoice[]>;

const none: Devices = { microphone: [], camera: [], speaker: [] };
const kinds = { audioinput: 'microphone', videoinput: 'camera', audiooutput: 'speaker' } as const;

/** The devices of this machine, renewed when one is plugged in. Speakers only where the browser lets a page choose one. */
export function useDevices(): Devices {
  const [devices, setDevices] = useState<Devices>(none);
  useEffect(() => {
    const media = typeof navigator === 'undefined' ? undefined : navigator.mediaDevices;
    if (!media) return undefined;
    const look = (): void => void media.enumerateDevices().then((all) => setDevices(sorted(all)), () => undefined);
    look();
    media.addEventListener('devicechange', look);
    return () => media.removeEventListener('devicechange', look);
  }, []);
  return devices;
}

function sorted(all: readonly MediaDeviceInfo[]): Devices {
  const byKind = { microphone: [] as DeviceChoice[], camera: [] as DeviceChoice[], speaker: [] as DeviceChoice[] };
  for (const { kind, deviceId, label } of all) if (deviceId && label) byKind[kinds[kind]].push({ value: deviceId, label });
  return 'setSinkId' in HTMLMediaElement.prototype ? byKind : { ...byKind, speaker: [] };
}
