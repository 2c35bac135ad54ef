import { attendanceRows, WebhookInbox, WitnessesModule } from '#attendance';
import { AuditModule, auditRows } from '#audit';
import { ConnectGate, GroupRoomModule, groupRoomRows, RoomKeeperModule } from '#group-room';
import { IdentityModule, identityRows } from '#identity';
import { Clock } from '#kernel';
import type { AppParts } from '#platform';
import { SchedulingModule, schedulingRows } from '#scheduling';
import { closeUnknownUpgrades, LiveKitAccess, livekitSettings, registerGate, registerWebhook, SfuModule } from '#sfu';

const modules = [AuditModule, IdentityModule, SchedulingModule, GroupRoomModule, WitnessesModule];
const entities = [...auditRows, ...identityRows, ...schedulingRows, ...groupRoomRows, ...attendanceRows];

/** What the signalling and room service is made of: its modules, its tables and its raw routes. */
export function roomsParts(): Pick<AppParts, 'settings' | 'modules' | 'entities' | 'routes'> {
  return {
    settings: [livekitSettings],
    modules: [...modules, RoomKeeperModule, SfuModule],
    entities,
    routes: async (fastify, app) => {
      const access = app.get(LiveKitAccess);
      registerGate(fastify, { access, connectGate: app.get(ConnectGate) });
      registerWebhook(fastify, { access, inbox: app.get(WebhookInbox), clock: app.get(Clock) });
      closeUnknownUpgrades(fastify.server, ['/rtc', '/socket.io']);
    },
  };
}

/** The same rooms around another SFU, without the keeper's own rounds and without the way to LiveKit: for tests. */
export function roomsPartsAround(sfu: AppParts['modules'][number]): Pick<AppParts, 'modules' | 'entities'> {
  return { modules: [...modules, sfu], entities };
}
