import { z } from 'zod';
import { SeatId } from './fields.js';

/** What an audience hears together: the whole with its snapshot, and of a change a delta, which a reducer of the page takes. */
interface SharedTerms {
  readonly snapshot: z.ZodType;
  readonly delta: z.ZodType;
}

/** Who hears of a topic, and in which form; whoever is not named hears nothing. */
export interface TopicTerms {
  /** Hosts of the session. */
  readonly staff?: SharedTerms;
  /** All who are inside. */
  readonly seats?: SharedTerms;
  /** Each seat what concerns itself alone, wherever it stands. Always told whole: the newer one replaces the older one. */
  readonly own?: z.ZodType;
}

/**
 * One subject of the live session (the roster, requests for help, an agenda): its key on the wire, who hears of it, and the schemas to
 * which everything told of it is stripped. Read by what a module registers for it, folded by the page under its key.
 */
export type TopicContract<Terms extends TopicTerms = TopicTerms> = Terms & { readonly key: string };

export type SharedAudience = 'staff' | 'seats';
export type SnapshotOf<Topic, Audience extends SharedAudience> = Topic extends { readonly [A in Audience]: { snapshot: infer S extends z.ZodType } } ? z.output<S> : never;
export type DeltaOf<Topic, Audience extends SharedAudience> = Topic extends { readonly [A in Audience]: { delta: infer D extends z.ZodType } } ? z.output<D> : never;
export type OwnOf<Topic> = Topic extends { readonly own: infer O extends z.ZodType } ? z.output<O> : never;

export function topic<Terms extends TopicTerms>(key: string, terms: Terms): TopicContract<Terms> {
  return { key, ...terms };
}

/** Rows by seat: the whole list, and of a change whole rows and the seats of which there is none any more. */
export function rowsBySeat<Row extends z.ZodType<{ seatId: string }>>(row: Row) {
  return { snapshot: z.array(row), delta: z.strictObject({ rows: z.array(row), gone: z.array(SeatId) }) };
}
