export { AccessLog, type Refusal } from './calls/access-log.js';
export { callId } from './calls/current-call.js';
export { Config, readConfig } from './config/config.js';
export { declareSettings, type SettingsPiece } from './config/settings-piece.js';
export { toDomainError } from './contracts/answer-filter.js';
export { Handles } from './contracts/handles.js';
export { Policies, type Approach, type SocketIdentity } from './contracts/policies.js';
export { Database } from './database/database.js';
export { LeaderLock } from './database/leader-lock.js';
export { oneOf } from './database/one-of.js';
export {
  actorId,
  systemPrincipal,
  type AccountPrincipal,
  type ClinicPrincipal,
  type NobodyPrincipal,
  type Principal,
  type SeatPrincipal,
  type StaffPrincipal,
  type SystemPrincipal,
} from './database/principal.js';
export { afterCommit, currentPrincipal, currentUnit, manager, sql } from './database/unit-of-work.js';
export { HealthChecks, type HealthCheck } from './health/health.js';
export { Cookies, type CookieName } from './http/cookies.js';
export { createApp, type AppParts } from './http/create-app.js';
export { createContext } from './http/create-context.js';
export { addressKey } from './http/request-limits.js';
export { serve } from './http/serve.js';
export { registerWebClient } from './http/web-client.js';
export { HandlesJob } from './jobs/handles-job.js';
export { addJob, declareJob, declareRegularJob, type Job, type RegularJob } from './jobs/job.js';
export { JobsModule } from './jobs/jobs.module.js';
export { Keyring, type KeptSecret } from './keys/keyring.js';
export { createLog } from './logging/logger.js';
export { Serves } from './sockets/namespaces.js';
export { SocketDoor } from './sockets/socket-door.js';
