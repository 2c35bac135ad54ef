import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FlowAges } from './rtc-flow.js';

/** The size of a drawn picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** One synthetic person as their process sees them now. Counts only grow, over reconnects too. */
export interface RtcSight {
  readonly identity: string;
  readonly participantSid: string;
  readonly state: 'connected' | 'reconnecting' | 'disconnected';
  /** When its media was connected last, epoch milliseconds. */
  readonly connectedAtMs: number;
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
  /** What came from the media server, for the beats. */
  readonly flow: FlowAges;
}

export interface RtcJoin {
  /** The origin of the gate, or of LiveKit itself. */
  readonly url: string;
  readonly token: string;
  /** A drawn picture and a quiet tone; on unless said otherwise. */
  readonly publish?: boolean;
  /** 160x90 at 5 frames a second unless said otherwise. */
  readonly picture?: Picture;
  /** Whom it takes pictures and sound from: `one` is the first who sends any. `all` unless said otherwise. */
  readonly watch?: 'all' | 'one' | 'nobody';
  /** Number of its colours; else the next. */
  readonly look?: number;
}

type Answer = { id: number; result?: unknown; error?: string };

/** What a process that ended, or never came up, answers with. `how`: its exit code or signal, and the last that it said of a fault. */
export class RtcPeopleGone extends Error {
  constructor(how: string) {
    super(`the process of the synthetic people ended (${how})`);
  }
}

const keptChars = 2000;

/**
 * People made of @livekit/rtc-node, in one child process of their own. About 4 % of a core for one; ten to a process at most. They reconnect
 * as the library does, which is not like a browser: it gives up after half a minute.
 */
export class RtcPeople {
  private readonly waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  private lastId = 0;
  private lastWords = '';

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.on('data', (said: Buffer) => (this.lastWords = (this.lastWords + said.toString()).slice(-keptChars)));
    child.on('message', ({ id, result, error }: Answer) => {
      const asked = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) asked?.resolve(result as never);
      else asked?.reject(new Error(error));
    });
    child.once('exit', () => {
      for (const { reject } of this.waiting.values()) reject(this.farewell());
      this.waiting.clear();
    });
    process.once('exit', this.killNow);
  }

  /** Forks the process; nobody has joined yet. program: the built one, when this file itself is not. */
  static start(program = new URL('./rtc-people-process.js', import.meta.url)): RtcPeople {
    // The library writes log lines to standard output.
    return new RtcPeople(fork(fileURLToPath(program), { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }));
  }

  /** Joins, and resolves once connected and, if wanted, publishing. Rejects with the library's words when refused. */
  join(join: RtcJoin): Promise<RtcSight> {
    return this.ask('join', join);
  }

  /** Everybody who joined, those who are out again included. Rejects with RtcPeopleGone when there is no process. */
  people(): Promise<RtcSight[]> {
    return this.ask('people', {});
  }

  /** One person by identity. Throws when nobody of that identity joined. */
  async person(identity: string): Promise<RtcSight> {
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
    await this.end();
  }

  /** Everybody leaves, the process ends. */
  async stop(): Promise<void> {
    if (!this.gone()) await this.ask<undefined>('leaveAll', {}).catch(() => undefined);
    await this.end();
  }

  private readonly killNow = (): void => void this.child.kill('SIGKILL');

  private farewell(): RtcPeopleGone {
    const { exitCode, signalCode } = this.child;
    return new RtcPeopleGone([signalCode ?? `exit code ${exitCode}`, this.lastWords.trim()].filter(Boolean).join(': '));
  }

  private gone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async end(): Promise<void> {
    process.off('exit', this.killNow);
    if (this.gone()) return;
    const exited = once(this.child, 'exit');
    this.killNow();
    await exited;
  }

  private ask<Result>(what: string, detail: object): Promise<Result> {
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      if (!this.child.connected) return void reject(this.farewell());
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, what, detail });
    });
  }
}
