import type { GalleryState } from '../../gallery/gallery-state.js';
import { noVerbs, roomView, tile } from '../../room/gallery/room-fixtures.js';
import { drawSilhouette } from '../../room/gallery/silhouette.js';
import { DeviceCheck } from '../group-room/device-check.js';
import { HostDoor, type HostDoorProps } from '../group-room/host-door.js';
import { HostRoomScreen, type HostRoomScreenProps } from '../group-room/host-room-screen.js';
import type { RosterActs } from '../group-room/roster-acts.js';
import * as fixed from './staff-fixtures.js';
import { noAccess } from './staff-states.js';

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;
const noActs: RosterActs = { admit: nothing, admitAll: nothing, hold: nothing, mute: nothing, backToLobby: nothing, remove: nothing, seeHelp: nothing, endSession: nothing };

const tiles = [
  tile('ortiz', 'Sam Ortiz', { staff: true }),
  tile('marisol', 'Marisol'),
  tile('theo', 'Theo R.', { microphone: true, speaking: true }),
  tile('jun', 'Jun'),
  tile('bea', 'Bea'),
  tile('coop', 'Coop', { weak: true }),
  tile('nadia', 'Nadia'),
  tile('leland', 'Leland', { state: 'reconnecting', camera: false }),
  tile('field', 'Dr. Amara Field', { self: true, staff: true, microphone: true }),
];

function room(id: string, part: Partial<HostRoomScreenProps> = {}): GalleryState {
  const props: HostRoomScreenProps = {
    seat: fixed.hostSeat,
    view: roomView({ tiles, microphone: { wanted: true, trouble: null, deviceId: null } }),
    verbs: noVerbs,
    snapshot: fixed.snapshot,
    aheadMs: 0,
    minutes: fixed.liveMinutes,
    phones: new Map([['omar', '(555) 014-0133']]),
    acts: noActs,
    access: noAccess,
    busy: new Set(),
    problem: null,
    onStepOut: nothing,
    at: fixed.now,
    skeletonAt: 0,
    draw: drawSilhouette,
    ...part,
  };
  return { id: `staff/room${id}`, texts: ['staff', 'room'], draw: () => <HostRoomScreen {...props} /> };
}

const media = { status: 'ready', stream: null, camera: false, microphone: true, cameraProblem: null, microphoneProblem: null, cameras: [], microphones: [], cameraId: null, microphoneId: null } as const;
const noDevices = { open: later, setCamera: later, useCamera: later, useMicrophone: later };

function door(id: string, part: Partial<HostDoorProps> = {}): GalleryState {
  const props: HostDoorProps = { state: 'check', block: fixed.evening, busy: false, problem: null, skeletonAt: 0, onEnter: nothing, onAgain: nothing, onToday: nothing, onAttendance: nothing, ...part };
  return { id: `staff/door${id}`, texts: ['staff', 'room'], draw: () => <HostDoor {...props} /> };
}
const check = (part: object = {}) => <DeviceCheck media={{ ...media, ...part }} acts={noDevices} microphone busy={false} problem={null} onMicrophone={nothing} onEnter={nothing} />;

const alone = fixed.roster.map((row) => (row.role === 'patient' && row.state !== 'left' ? { ...row, state: 'expected' as const, help: null, since: null } : row));
const notInside = { ...fixed.snapshot, session: { ...fixed.snapshot.session, hostInside: false } };

/** The host's room, and what stands before and after it. */
export const hostStates: readonly GalleryState[] = [
  door('', { check: check() }),
  door('-asking', { check: check({ status: 'asking' }) }),
  door('-no-camera', { check: check({ cameraProblem: 'denied' }) }),
  door('-no-microphone', { check: check({ microphone: false, microphoneProblem: 'missing', cameraProblem: 'missing' }) }),
  door('-loading', { state: 'loading', block: null }),
  door('-early', { state: 'loading', block: null, problem: 'link_early' }),
  door('-not-allowed', { state: 'loading', block: null, problem: 'not_allowed' }),
  door('-taken-over', { state: 'taken_over' }),
  door('-ended', { state: 'ended' }),
  room(''),
  room('-people', { firstSide: 'people' }),
  room('-quiet', { snapshot: { ...fixed.snapshot, topics: fixed.topicsOf(fixed.roster.filter(({ state }) => state === 'in').map((row) => ({ ...row, help: null, background: false }))) } }),
  room('-alone', { snapshot: { ...fixed.snapshot, topics: fixed.topicsOf(alone) }, view: roomView({ tiles: tiles.filter(({ self }) => self) }) }),
  room('-loading', { snapshot: null, minutes: null, view: roomView({ phase: 'connecting', notice: 'joining', tiles: tiles.filter(({ self }) => self) }) }),
  room('-nobody', { snapshot: { ...fixed.snapshot, topics: fixed.topicsOf(fixed.roster.filter(({ seatId }) => seatId === 'field')) }, view: roomView({ tiles: tiles.filter(({ self }) => self) }) }),
  room('-connecting', { snapshot: notInside, view: roomView({ phase: 'connecting', notice: 'joining', tiles: tiles.filter(({ self }) => self) }) }),
  room('-connecting-details', { snapshot: notInside, firstDialog: { kind: 'details', seatId: 'walt' } }),
  room('-problem', { problem: 'room_full' }),
  room('-offline', { problem: 'offline', view: roomView({ phase: 'signal', notice: 'quiet', tiles }) }),
  room('-reconnecting', { view: roomView({ phase: 'reconnecting', notice: 'reconnecting', tiles }) }),
  room('-rejoin', { view: roomView({ phase: 'dropped', notice: 'rejoin', tiles }) }),
  room('-details', { firstDialog: { kind: 'details', seatId: 'walt' } }),
  room('-remove', { firstDialog: { kind: 'remove', seatId: 'coop' } }),
  room('-end', { firstOpen: 'end' }),
  room('-step-out', { firstOpen: 'stepOut' }),
  room('-more', { firstOpen: 'more' }),
];
