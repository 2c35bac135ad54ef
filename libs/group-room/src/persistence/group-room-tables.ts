import { Admissions } from './admissions.js';
import { Agreements } from './agreements.js';
import { Connections } from './connections.js';
import { GateAnswersTable } from './gate-answers.js';
import { Headcounts } from './headcounts.js';
import { HelpRequests } from './help-requests.js';
import { HostsInside } from './hosts-inside.js';
import { LiveLookups } from './live-lookups.js';
import { LiveSessions } from './live-sessions.js';
import { LiveViews } from './live-views.js';
import { MediaWishTable } from './media-wishes.js';
import { Rooms } from './rooms.js';
import { StaffNames } from './staff-names.js';
import { Standings } from './standings.js';
import { VisitCards } from './visit-cards.js';

/** All that reads and writes the group room's tables. */
export const groupRoomTables = [Admissions, Agreements, Connections, GateAnswersTable, Headcounts, HelpRequests, HostsInside, LiveLookups, LiveSessions, LiveViews, MediaWishTable, Rooms, StaffNames, Standings, VisitCards];
