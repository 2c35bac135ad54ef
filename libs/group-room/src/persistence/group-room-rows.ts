import { AdmissionRow } from './admission.row.js';
import { AgreementAcceptanceRow } from './agreement-acceptance.row.js';
import { AgreementVersionRow } from './agreement-version.row.js';
import { GateAnswerRow } from './gate-answer.row.js';
import { HelpRequestRow } from './help-request.row.js';
import { LiveSessionRow } from './live-session.row.js';
import { MediaWishRow } from './media-wish.row.js';
import { RoomRemovalRow } from './room-removal.row.js';
import { RoomRow } from './room.row.js';

/** One class for each table of this lib, for the test that compares them with the database. */
export const groupRoomRows = [AgreementVersionRow, AgreementAcceptanceRow, GateAnswerRow, LiveSessionRow, MediaWishRow, AdmissionRow, RoomRow, RoomRemovalRow, HelpRequestRow];
