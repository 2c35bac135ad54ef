import type { GalleryState } from '../../gallery/gallery-state.js';
import { currentLanguage } from '../../i18n/i18n.js';
import { evening } from '../../staff/gallery/staff-fixtures.js';
import { atTime } from '../../ui/time-words.js';
import { PatientRoomScreen, type PatientRoomScreenProps } from '../patient/patient-room-screen.js';
import { groupTiles, noVerbs, roomView, tile } from './room-fixtures.js';
import { drawSilhouette } from './silhouette.js';

const nothing = (): void => undefined;

function room(name: string, part: Partial<PatientRoomScreenProps> = {}): GalleryState {
  const props: PatientRoomScreenProps = {
    view: roomView(),
    verbs: noVerbs,
    title: 'Process group',
    until: '',
    hostAway: null,
    clinicPhone: '(555) 014-0199',
    help: { state: 'none' },
    onAskHelp: nothing,
    onLeave: nothing,
    draw: drawSilhouette,
    ...part,
  };
  // When it ends is told in the language of the page.
  return { id: `room/${name}`, texts: ['room'], draw: () => <PatientRoomScreen {...props} until={props.until === null ? null : atTime(evening.to, evening.zone, currentLanguage())} /> };
}

const joining = [tile('me', 'Ana', { self: true }), tile('field', 'Dr. Field', { staff: true, state: 'joining', camera: false }), tile('theo', null, { state: 'joining', camera: false })];
const away = groupTiles.map((one) => ({ ...one, speaking: false }));
const fourteen = [...groupTiles, ...['Priya', 'Jun', 'Walt', 'Sam', 'Ines', 'Omar'].map((name) => tile(name.toLowerCase(), name))];

/** The patient's group room in every situation. */
export const roomStates: readonly GalleryState[] = [
  room('patient'),
  room('patient-small', { view: roomView({ tiles: groupTiles.slice(0, 3).concat(groupTiles[5]!) }) }),
  room('patient-fourteen', { view: roomView({ tiles: fourteen }) }),
  room('patient-joining', { title: null, until: null, view: roomView({ phase: 'connecting', notice: 'joining', tiles: joining }) }),
  room('patient-joining-long', { title: null, until: null, view: roomView({ phase: 'connecting', notice: 'joining_long', tiles: joining }) }),
  room('patient-quiet', { view: roomView({ phase: 'signal', notice: 'quiet' }) }),
  room('patient-reconnecting', { view: roomView({ phase: 'reconnecting', notice: 'reconnecting', tiles: away }) }),
  room('patient-rejoin', { view: roomView({ phase: 'dropped', notice: 'rejoin', tiles: away }) }),
  room('patient-host-away', { hostAway: 'Dr. Field', view: roomView({ tiles: away.map((one) => (one.seatId === 'field' ? { ...one, state: 'reconnecting', camera: false } : one)) }) }),
  room('patient-start-sound', { view: roomView({ soundBlocked: true }) }),
  room('patient-weak-line', { view: roomView({ ladder: { rung: 'speaker', by: 'line', quality: 'poor', since: 0 }, tiles: groupTiles.map((one) => ({ ...one, camera: one.self || one.speaking })) }) }),
  room('patient-save-data', { view: roomView({ ladder: { rung: 'sound', by: 'person', quality: 'good', since: 0 }, tiles: groupTiles.map((one) => ({ ...one, camera: false })) }) }),
  room('patient-camera-in-use', { view: roomView({ camera: { wanted: true, trouble: 'in_use', deviceId: null }, microphone: { wanted: true, trouble: null, deviceId: null } }) }),
  room('patient-break', { view: roomView({ onBreak: true, camera: { wanted: false, trouble: null, deviceId: null } }) }),
  room('patient-help', { firstOpen: 'help' }),
  room('patient-help-sending', { firstOpen: 'help', help: { state: 'sending' } }),
  room('patient-help-sent', { firstOpen: 'help', help: { state: 'sent' } }),
  room('patient-help-seen', { firstOpen: 'help', help: { state: 'seen', by: 'Dr. Field' } }),
  room('patient-help-seen-closed', { help: { state: 'seen', by: 'Dr. Field' } }),
  room('patient-more', { firstOpen: 'more' }),
  room('patient-leave', { firstOpen: 'leave' }),
];
