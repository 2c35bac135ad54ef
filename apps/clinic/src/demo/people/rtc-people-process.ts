import { dispose } from '@livekit/rtc-node';
import type { RtcJoin, RtcSight } from './rtc-people.js';
import { RtcPerson } from './rtc-person.js';

/** The process behind rtc-people.ts: the library keeps threads and memory of its own. */
const people = new Map<string, RtcPerson>();
let joined = 0;

type Doing = (detail: never) => Promise<unknown>;

const does: Readonly<Record<string, Doing>> = {
  async join(wish: RtcJoin): Promise<RtcSight> {
    joined += 1;
    const person = await RtcPerson.join(wish, wish.look ?? joined);
    people.set(person.identity, person);
    return person.see();
  },
  async people(): Promise<RtcSight[]> {
    return [...people.values()].map((person) => person.see());
  },
  async leave({ identity }: { identity: string }): Promise<void> {
    await people.get(identity)?.leave();
  },
  async leaveAll(): Promise<void> {
    await Promise.all([...people.values()].map((person) => person.leave()));
    await dispose();
  },
};

process.on('message', ({ id, what, detail }: { id: number; what: string; detail: never }) => {
  const answer = (part: object): void => void process.send?.({ id, ...part });
  (does[what]?.(detail) ?? Promise.reject(new Error(`nothing is known of ${what}`))).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
// A Ctrl-C of the terminal reaches this process too; the one that started it says goodbye for everybody first.
process.on('SIGINT', () => undefined);
