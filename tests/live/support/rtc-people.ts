import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One synthetic person as the child process sees it now. Counts only grow, over reconnects too. */
interface RtcPerson {
  readonly identity: string;
  readonly participantSid: string;
  readonly state: 'connected' | 'reconnecting' | 'disconnected';
  /** LiveKit's name of the reason, e.g. PARTICIPANT_REMOVED; null while connected. */
  readonly disconnectReason: string | null;
  /** Every token this person had, in order: the given one, then those that LiveKit handed out. */
  readonly tokens: readonly string[];
  /** How often the connection was lost and came back. */
  readonly reconnects: number;
  /** Decoded frames by publisher's identity. */
  readonly videoFrames: Readonly<Record<string, number>>;
  readonly audioFrames: Readonly<Record<string, number>>;
  /** Whether its own microphone is muted; null while none is published. */
  readonly microphoneMuted: boolean | null;
}

interface RtcJoin {
  /** The origin of the gate, or of LiveKit itself. */
  readonly url: string;
  readonly token: string;
  /** A drawn moving shape, 160x90 at 5 frames a second, and a quiet tone. On unless said otherwise. */
  readonly publish?: boolean;
}

type Answer = { id: number; result?: unknown; error?: string };

/**
 * People made of @livekit/rtc-node, in one child process of their own, because the library keeps threads and memory of its own. About 4 %
 * of a core for one; ten to a process at most. They reconnect like the library does, which is not like a browser.
 */
export class RtcPeople {
  private readonly waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  private lastId = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ id, result, error }: Answer) => {
      const asked = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) asked?.resolve(result as never);
      else asked?.reject(new Error(error));
    });
    child.once('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('the process of the synthetic people ended'));
    });
    process.once('exit', this.killNow);
  }

  /** Forks the process; nobody has joined yet. */
  static start(): RtcPeople {
    const program = fileURLToPath(new URL('./rtc-people-process.mjs', import.meta.url));
    // The library writes log lines to standard output.
    return new RtcPeople(fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }));
  }

  /** Joins, and resolves once connected and, if wanted, publishing. Rejects with the library's words when refused. */
  join(join: RtcJoin): Promise<RtcPerson> {
    return this.ask('join', join);
  }

  /** Everybody who joined, those who are out again included. */
  people(): Promise<RtcPerson[]> {
    return this.ask('people', {});
  }

  /** One person by identity. Throws when nobody of that identity joined. */
  async person(identity: string): Promise<RtcPerson> {
    const found = (await this.people()).find((person) => person.identity === identity);
    if (!found) throw new Error('nobody of that identity joined');
    return found;
  }

  /** Leaves as a person does who presses Leave. */
  leave(identity: string): Promise<void> {
    return this.ask('leave', { identity });
  }

  /** Ends the whole process as a crash would, with everybody in it. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Everybody leaves, the process ends. */
  async stop(): Promise<void> {
    if (!this.gone()) await this.ask<undefined>('leave-all', {}).catch(() => undefined);
    await this.end('SIGKILL');
  }

  private readonly killNow = (): void => void this.child.kill('SIGKILL');

  private gone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    process.off('exit', this.killNow);
    if (this.gone()) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }

  private ask<Result>(what: string, detail: object): Promise<Result> {
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      if (!this.child.connected) return void reject(new Error('the process of the synthetic people ended'));
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, what, detail });
    });
  }
}
