export { ConnectGate, type ConnectAnswer } from './connect-gate.js';
export { NotePresence, type ConnectionNews } from './note-presence.js';
export { PollWitness, type RoomPoll } from './poll-witness.js';
export { SfuRooms, type PassRole, type SfuParticipant } from './sfu-rooms.js';
