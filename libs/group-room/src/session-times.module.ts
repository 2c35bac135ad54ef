import { Module } from '@nestjs/common';
import { AdmissionTimes } from './persistence/admission-times.js';
import { LiveSessions } from './persistence/live-sessions.js';

/** When sessions began and ended, and who was let in when: for the records of attendance, which need no room. */
@Module({ providers: [AdmissionTimes, LiveSessions], exports: [AdmissionTimes, LiveSessions] })
export class SessionTimesModule {}
