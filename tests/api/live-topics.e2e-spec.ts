import { topic } from '#contracts';
import { namespaceNames } from '#contracts/routes';
import { Live } from '#group-room';
import { systemPrincipal } from '#platform';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import type { LiveClient } from '../../apps/web/src/api/live-client.js';
import { seatsReducers, staffReducers } from '../../apps/web/src/api/live-reducers.js';
import { hostLive, seatLive } from '../../apps/web/src/api/live.js';
import { AgendaModule, agendaTable, takeItems, type Item, type StaffItem } from './support/agenda-topic.js';
import { startTestClinic, type TestClinic } from './support/clinic.js';
import { LiveGroup, type Host, type Member } from './support/live-group.js';

jest.setTimeout(60_000);

type Shown = { version: number; topics: object } | null;

/** A page of the web client, with everything that its socket was sent. */
interface Page {
  readonly heard: { name: string; payload: unknown }[];
  readonly snapshot: () => Shown;
  agenda(): (Item | StaffItem)[] | undefined;
  /** Resolves once the page shows it; fails after five seconds. */
  shows(fits: (snapshot: NonNullable<Shown>) => boolean): Promise<void>;
}

describe('a topic that a module brings along', () => {
  let clinic: TestClinic;
  let group: LiveGroup;
  let host: Host;
  let ana: Member;
  let bea: Awaited<ReturnType<LiveGroup['waiting']>>;
  const sockets: Socket[] = [];
  const [first, second] = [randomUUID(), randomUUID()];

  const set = (itemId: string, title: string, isDone = false): Promise<{ ok: boolean }> =>
    (host.socket.ask as (name: string, input: unknown) => Promise<{ ok: boolean }>).call(host.socket, 'agenda.set', { itemId, title, note: `about ${title}`, isDone });

  function page(who: 'seat' | 'host', { browser, seatId }: Pick<Member, 'browser' | 'seatId'>): Page {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const socket = io(`${clinic.origin}${namespaceNames.groupRoom}`, { transports: ['websocket'], extraHeaders: { cookie, origin: clinic.origin }, auth: { as: who, seatId, tabId: randomUUID() }, forceNew: true });
    sockets.push(socket);
    const heard: Page['heard'] = [];
    socket.onAny((name: string, payload: unknown) => void heard.push({ name, payload }));
    const client: Pick<LiveClient<NonNullable<Shown>>, 'view' | 'subscribe'> =
      who === 'host' ? hostLive(socket, { ...staffReducers, agenda: takeItems<StaffItem> }) : seatLive(socket, { ...seatsReducers, agenda: takeItems<Item> });
    const snapshot = (): Shown => client.view().snapshot;
    return {
      heard,
      snapshot,
      agenda: () => (snapshot()?.topics as { agenda?: Item[] } | undefined)?.agenda,
      shows: (fits) =>
        new Promise<void>((resolve, reject) => {
          const look = (): void => {
            const now = snapshot();
            if (now && fits(now)) finish(resolve);
          };
          const leave = client.subscribe(look);
          const deadline = setTimeout(() => finish(() => reject(new Error(`the page shows ${JSON.stringify(snapshot())}`))), 5000);
          const finish = (settle: () => void): void => {
            clearTimeout(deadline);
            leave();
            settle();
          };
          look();
        }),
    };
  }

  beforeAll(async () => {
    clinic = await startTestClinic({}, { modules: [AgendaModule] });
    for (const statement of agendaTable(new URL(clinic.database.appUrl).username)) await clinic.database.owner(statement);
    group = await LiveGroup.planned(clinic);
    host = await (await group.host('Dr. Field')).goIn();
    [ana, bea] = [await host.letIn('Ana'), await group.waiting('Bea')];
    expect(await set(first, 'check-in')).toEqual({ ok: true, value: {} });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    group.closeSockets();
    await clinic.stop();
  });

  it('is in the snapshots of its audiences, each with its own schema, and after a change in a delta of one version, which the pages fold', async () => {
    const [atHost, atAna, atBea] = [page('host', host), page('seat', ana), page('seat', bea)];
    await Promise.all([atHost, atAna, atBea].map((each) => each.shows(() => true)));
    expect(atHost.agenda()).toEqual([{ itemId: first, title: 'check-in', isDone: false, note: 'about check-in' }]);
    expect(atAna.agenda()).toEqual([{ itemId: first, title: 'check-in', isDone: false }]);
    const [staffVersion, seatsVersion] = [atHost, atAna].map((each) => each.snapshot()!.version) as [number, number];

    await set(second, 'process group');
    await set(first, 'check-in', true);
    await Promise.all([atHost.shows(({ version }) => version === staffVersion + 2), atAna.shows(({ version }) => version === seatsVersion + 2)]);
    const seen = [
      { itemId: first, title: 'check-in', isDone: true },
      { itemId: second, title: 'process group', isDone: false },
    ];
    expect(atAna.agenda()).toEqual(seen);
    expect(atHost.agenda()).toEqual(seen.map((item) => ({ ...item, note: `about ${item.title}` })));
    expect(atAna.heard).toEqual([
      { name: 'seats.delta', payload: { since: seatsVersion, version: seatsVersion + 1, topics: { agenda: [{ ...seen[1] }] } } },
      { name: 'seats.delta', payload: { since: seatsVersion + 1, version: seatsVersion + 2, topics: { agenda: [{ ...seen[0] }] } } },
    ]);

    // An answer to the same socket comes after all that was pushed to it.
    await bea.socket.settled();
    expect([atBea.heard, atBea.snapshot()?.topics, JSON.stringify(bea.socket.heard)]).toEqual([[], {}, expect.not.stringContaining('agenda')]);
    await host.socket.act('seat.admit', { seatId: bea.seatId });
    await atBea.shows(({ topics }) => 'agenda' in topics);
    expect(atBea.agenda()).toEqual(seen);
  });

  it('raises nothing when nothing of it changed', async () => {
    const { version } = await host.socket.act('staff.snapshot', {});
    await set(first, 'check-in', true);
    expect((await host.socket.act('staff.snapshot', {})).version).toBe(version);
  });

  it('cannot be told of when no module registered it: the change is not made', async () => {
    const polls = topic('polls', { seats: { snapshot: z.strictObject({}), delta: z.strictObject({}) } });
    const { version } = await host.socket.act('staff.snapshot', {});
    const act = clinic.app.get(Live).act(systemPrincipal(group.clinicId, 'try a topic'), group.sessionId, async (_session, told) => {
      told.session();
      told.whole(polls);
    });
    await expect(act).rejects.toThrow('no module registered the topic polls');
    expect((await host.socket.act('staff.snapshot', {})).version).toBe(version);
  });
});
