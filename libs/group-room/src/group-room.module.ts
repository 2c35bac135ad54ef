import { LivePlaces } from '#identity';
import { Config, LeaderLock } from '#platform';
import { SchedulingModule, SessionFollowers } from '#scheduling';
import { Global, Module } from '@nestjs/common';
import { AgreementController } from './agreement/agreement.controller.js';
import { ChangeAgreement } from './agreement/change-agreement.js';
import { ConnectGate } from './connect-gate.js';
import { DeskController } from './desk/desk.controller.js';
import { ReadBlocks } from './desk/read-blocks.js';
import { ReadSessionPeople } from './desk/read-session-people.js';
import { GroupRoomGateway } from './group-room.gateway.js';
import { AdmitSeat } from './host/admit-seat.js';
import { BackToLobby } from './host/back-to-lobby.js';
import { FetchHostPass } from './host/fetch-host-pass.js';
import { HoldSeat } from './host/hold-seat.js';
import { HostActs } from './host/host-acts.js';
import { HostController } from './host/host.controller.js';
import { HostSeats } from './host/host-seats.js';
import { MuteSeat } from './host/mute-seat.js';
import { RemoveSeat } from './host/remove-seat.js';
import { SeeHelp } from './host/see-help.js';
import { TakeHostSeat } from './host/take-host-seat.js';
import { EndOverdue } from './keeper/end-overdue.js';
import { KeeperDuties } from './keeper/keeper-duties.js';
import { KeeperRounds } from './keeper/keeper-rounds.js';
import { LiveRooms } from './keeper/live-rooms.js';
import { Rejoin } from './keeper/rejoin.js';
import { RoomKeeper } from './keeper/room-keeper.js';
import { RoomWatch } from './keeper/room-watch.js';
import { SettleLeft } from './keeper/settle-left.js';
import { SettleWithdrawn } from './keeper/settle-withdrawn.js';
import { Announcements } from './live/announcements.js';
import { CloseRooms } from './live/close-rooms.js';
import { ConnectedPlaces } from './live/connected-places.js';
import { EndSession } from './live/end-session.js';
import { FirstTopics } from './live/first-topics.js';
import { FollowPlan } from './live/follow-plan.js';
import { HostPresence } from './live/host-presence.js';
import { Live } from './live/live.js';
import { LiveTopics } from './live/live-topics.js';
import { Outside } from './live/outside.js';
import { ProvenSockets } from './live/proven-sockets.js';
import { RoomPasses } from './live/room-passes.js';
import { SeatSockets } from './live/seat-sockets.js';
import { Snapshots } from './live/snapshots.js';
import { Welcome } from './live/welcome.js';
import { NotePage } from './note-page.js';
import { NotePresence } from './note-presence.js';
import { NoteVisibility } from './note-visibility.js';
import { groupRoomTables } from './persistence/group-room-tables.js';
import { SessionTimesModule } from './session-times.module.js';
import { AnswerAgreement } from './visit/answer-agreement.js';
import { AnswerGate } from './visit/answer-gate.js';
import { AskStaff } from './visit/ask-staff.js';
import { ChooseName } from './visit/choose-name.js';
import { EnterLobby } from './visit/enter-lobby.js';
import { EnterPin } from './visit/enter-pin.js';
import { FetchRoomPass } from './visit/fetch-room-pass.js';
import { KeepMediaWishes } from './visit/keep-media-wishes.js';
import { LeaveSession } from './visit/leave-session.js';
import { ReadVisit } from './visit/read-visit.js';
import { VisitController } from './visit/visit.controller.js';
import { VisitQuestions } from './visit/visit-questions.js';
import { WayIn } from './visit/way-in.js';
import { WishesController } from './visit/wishes.controller.js';

const visiting = [AnswerAgreement, AnswerGate, AskStaff, ChooseName, EnterLobby, EnterPin, FetchRoomPass, KeepMediaWishes, LeaveSession, ReadVisit, VisitQuestions, WayIn];
const hosting = [AdmitSeat, BackToLobby, FetchHostPass, HoldSeat, HostActs, HostSeats, MuteSeat, RemoveSeat, SeeHelp, TakeHostSeat];
const living = [
  Announcements,
  CloseRooms,
  ConnectedPlaces,
  EndSession,
  FirstTopics,
  FollowPlan,
  GroupRoomGateway,
  HostPresence,
  Live,
  LiveTopics,
  { provide: LivePlaces, useExisting: ConnectedPlaces },
  NotePage,
  NotePresence,
  NoteVisibility,
  Outside,
  ProvenSockets,
  RoomPasses,
  SeatSockets,
  { provide: SessionFollowers, useExisting: FollowPlan },
  Snapshots,
  Welcome,
];
const keeping = [
  ConnectGate,
  EndOverdue,
  KeeperDuties,
  LiveRooms,
  Rejoin,
  RoomKeeper,
  RoomWatch,
  SettleLeft,
  SettleWithdrawn,
  { provide: LeaderLock, useFactory: ({ values }: Config) => new LeaderLock(values.DATABASE_APP_URL, 'room keeper'), inject: [Config] },
];

/**
 * The lobby, the live room and the desk's view of them. Global, because attendance, the plan and the gate in front of the SFU call it. Needs
 * `SfuRooms` (from sfu), `PollWitness` and `EndedSessions` (from attendance), and IdentityModule, from global modules of the app.
 */
@Global()
@Module({
  imports: [SchedulingModule, SessionTimesModule],
  controllers: [VisitController, WishesController, HostController, DeskController, AgreementController],
  providers: [...groupRoomTables, ChangeAgreement, ReadBlocks, ReadSessionPeople, ...visiting, ...hosting, ...living, ...keeping],
  exports: [ConnectGate, Live, LivePlaces, LiveTopics, ProvenSockets, NotePresence, NoteVisibility, LiveRooms, RoomKeeper, SessionFollowers],
})
export class GroupRoomModule {}

/** Apart, so that tests may go the keeper's rounds themselves, by `RoomKeeper.tick()`. */
@Module({ imports: [GroupRoomModule], providers: [KeeperRounds] })
export class RoomKeeperModule {}
