import { event, live, topic, type InputOf } from '#contracts';
import { Live, LiveTopics } from '#group-room';
import type { SessionId } from '#kernel';
import { Handles, Serves, sql, type StaffPrincipal } from '#platform';
import { Injectable, Module } from '@nestjs/common';
import { z } from 'zod';

/** An agenda as somebody would add one: a table, a topic, an event with its use case, and the page's reducer. Nothing else of the product knows of it. */
export const agendaTable = (appRole: string): string[] => [
  `create table agenda_item (clinic_id uuid not null references clinic (id) on delete restrict, id uuid not null, session_id uuid not null,
     title text not null, note text not null, is_done boolean not null, primary key (clinic_id, id),
     foreign key (clinic_id, session_id) references session (clinic_id, id) on delete restrict)`,
  `call app.guard('agenda_item', reads => '(select app.is_staff()) or session_id = (select app.session_id())', adds => '(select app.is_staff())', changes => '(select app.is_staff())')`,
  `grant select, insert, update on agenda_item to ${appRole}`,
];

const Item = z.strictObject({ itemId: z.uuid(), title: z.string(), isDone: z.boolean() });
/** The note is for staff. */
const StaffItem = z.strictObject({ ...Item.shape, note: z.string() });
export type Item = z.output<typeof Item>;
export type StaffItem = z.output<typeof StaffItem>;

const agenda = topic('agenda', { staff: { snapshot: z.array(StaffItem), delta: z.array(StaffItem) }, seats: { snapshot: z.array(Item), delta: z.array(Item) } });
const setItem = event('agenda.set', { policy: 'session.host', input: StaffItem, output: z.strictObject({}) });

/** The page's: an item that is told replaces the one of the same id, or comes last. */
export function takeItems<Row extends { itemId: string }>(known: readonly Row[], told: readonly Row[]): Row[] {
  return [...new Map([...known, ...told].map((item) => [item.itemId, item])).values()];
}

@Injectable()
class AgendaTopic {
  constructor(topics: LiveTopics) {
    const readers = <Row>(columns: string) => {
      const read = (sessionId: SessionId, ids?: readonly string[]) =>
        sql<Row & object>(`select id as "itemId", title, is_done as "isDone" ${columns} from agenda_item where session_id = $1 and ($2::uuid[] is null or id = any ($2)) order by title`, [sessionId, ids ?? null]);
      return { snapshot: (sessionId: SessionId) => read(sessionId), delta: read };
    };
    topics.add(agenda, { staff: readers<StaffItem>(', note'), seats: readers<Item>('') });
  }
}

@Injectable()
class SetAgendaItem {
  constructor(private readonly live: Live) {}

  async run(host: StaffPrincipal, sessionId: SessionId, { itemId, title, note, isDone }: StaffItem): Promise<void> {
    await this.live.act(host, sessionId, async (_session, told) => {
      const changed = await sql(
        `insert into agenda_item as a (clinic_id, id, session_id, title, note, is_done) values (app.clinic_id(), $1, $2, $3, $4, $5)
         on conflict (clinic_id, id) do update set title = $3, note = $4, is_done = $5 where (a.title, a.note, a.is_done) is distinct from ($3, $4, $5) returning id`,
        [itemId, sessionId, title, note, isDone],
      );
      if (changed.length > 0) told.about(agenda, itemId);
    });
  }
}

@Serves(live.groupRoom)
class AgendaGateway {
  constructor(private readonly setAgendaItem: SetAgendaItem) {}

  @Handles(setItem)
  async set(item: InputOf<typeof setItem>, host: StaffPrincipal & { sessionId: SessionId }): Promise<Record<string, never>> {
    await this.setAgendaItem.run(host, host.sessionId, item);
    return {};
  }
}

@Module({ providers: [AgendaTopic, SetAgendaItem, AgendaGateway] })
export class AgendaModule {}
