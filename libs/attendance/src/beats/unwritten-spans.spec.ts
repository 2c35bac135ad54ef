import { Logger } from '@nestjs/common';
import type { BeatSpans, StoredSpan } from '../persistence/beat-spans.js';
import { UnwrittenSpans } from './unwritten-spans.js';

const span = (id: string, clinicId = 'clinic'): StoredSpan => ({
  witness: 'beat', id, clinicId, sessionId: 'session', seatId: 'seat', participantSid: 'PA_1', connectionState: 'connected', fromMs: 0, toMs: 1, mediaSinceMs: null, mediaBeforeMs: null, mediaUntilMs: null, closedAtMs: null,
});

describe('spans of beats that are to be written', () => {
  let kept: string[];
  let refuse: (spans: readonly StoredSpan[]) => Error | undefined;
  let said: string[];
  let unwritten: UnwrittenSpans;

  beforeEach(() => {
    [kept, said, refuse] = [[], [], () => undefined];
    const say = (line: unknown): void => void said.push(String(line));
    Logger.overrideLogger({ log: say, warn: say, error: say });
    const keep = async (_clinic: string, spans: readonly StoredSpan[]): Promise<void> => {
      const error = refuse(spans);
      if (error) throw error;
      kept.push(...spans.map(({ id }) => id));
    };
    unwritten = new UnwrittenSpans({ keep } as unknown as BeatSpans);
  });
  afterEach(() => Logger.overrideLogger(false));

  const poison = (spans: readonly StoredSpan[]) => (spans.some(({ id }) => id === 'bad') ? Object.assign(new Error(), { code: '22021' }) : undefined);

  it('one that no table takes costs nobody else theirs, and is named in the log', async () => {
    refuse = poison;
    for (const id of ['a', 'b', 'bad', 'c', 'd', 'e']) unwritten.keep(span(id));
    await unwritten.write();
    expect(kept.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(said).toEqual(['span bad of session session is not kept, because no table takes it (22021)']);
    await unwritten.write();
    expect(kept).toHaveLength(5);
  });

  it('wait while the database is away, and are written when it is back', async () => {
    refuse = () => Object.assign(new Error(), { code: 'ECONNREFUSED' });
    for (const id of ['a', 'b']) unwritten.keep(span(id));
    await unwritten.write();
    expect(said).toEqual(['2 spans wait for the database (ECONNREFUSED)']);
    refuse = () => undefined;
    await unwritten.write();
    expect(kept).toEqual(['a', 'b']);
  });

  it('of one clinic do not wait for those of another', async () => {
    refuse = ([first]) => (first!.clinicId === 'away' ? new Error('Connection terminated') : undefined);
    unwritten.keep(span('a', 'away'));
    unwritten.keep(span('b', 'near'));
    await unwritten.write();
    expect(kept).toEqual(['b']);
  });

  it('never fill the memory: the oldest go, and it is said how many', async () => {
    refuse = () => Object.assign(new Error(), { code: '57P01' });
    for (let count = 0; count < 20_003; count += 1) unwritten.keep(span(String(count)));
    await unwritten.write();
    expect(said.at(-1)).toBe('3 spans are not kept, because the database is away for too long');
    refuse = () => undefined;
    await unwritten.write();
    expect(kept).toHaveLength(20_000);
    expect(kept[0]).toBe('3');
  });
});
