import type { DeviceTrouble, OwnDevice } from './sfu-room.js';

const names: Readonly<Record<string, DeviceTrouble>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'in_use',
  AbortError: 'in_use',
};

/** Why a camera or microphone could not be had, from what getUserMedia threw. Never throws. */
export function deviceTrouble(thrown: unknown): DeviceTrouble {
  return names[(thrown as { name?: string } | null)?.name ?? ''] ?? 'failed';
}

/** Whether a device is on: the person wants it, and nothing keeps it away. */
export function isOn({ wanted, trouble }: Pick<OwnDevice, 'wanted' | 'trouble'>): boolean {
  return wanted && trouble === null;
}
