import { Logger } from '@nestjs/common';
import type { Inbox } from '../persistence/inbox.js';
import type { ReceivedWebhook } from '../webhook-inbox.js';
import type { HandleWebhooks } from './handle-webhooks.js';
import { StoredInbox } from './stored-inbox.js';

const webhook: ReceivedWebhook = {
  eventId: 'EV_1',
  event: 'track_published',
  roomName: 'room',
  receivedAtMs: 5,
  body: {
    id: 'EV_1',
    event: 'track_published',
    createdAt: '1772557200',
    room: { sid: 'RM_1', name: 'room', metadata: 'written by somebody' },
    participant: { sid: 'PA_1', identity: 'seat.1\0', name: 'Ana', metadata: 'x\0', attributes: { mood: 'low' }, joinedAtMs: '1772557199420' },
    track: { sid: 'TR_1', type: 'VIDEO', source: 'CAMERA', name: 'a\0b' },
  },
};

describe('a webhook on its way into the inbox', () => {
  let stored: [ReceivedWebhook, string | null][];
  let refusal: Error | undefined;
  let soon: (string | null)[];
  let inbox: StoredInbox;

  beforeEach(() => {
    [stored, soon, refusal] = [[], [], undefined];
    Logger.overrideLogger(false);
    const store = async (one: ReceivedWebhook, because: string | null = null): Promise<boolean> => {
      if (refusal && because === null) throw refusal;
      stored.push([one, because]);
      return true;
    };
    inbox = new StoredInbox({ store } as unknown as Inbox, { soon: (room: string | null) => soon.push(room) } as unknown as HandleWebhooks);
  });

  it('loses what people can write and what PostgreSQL cannot take, and keeps what is evidence', async () => {
    await inbox.store(webhook);
    expect(stored).toEqual([[{
      ...webhook,
      body: {
        id: 'EV_1',
        event: 'track_published',
        createdAt: '1772557200',
        room: { sid: 'RM_1', name: 'room' },
        participant: { sid: 'PA_1', identity: 'seat.1\uFFFD', joinedAtMs: '1772557199420' },
        track: { sid: 'TR_1', type: 'VIDEO', source: 'CAMERA' },
      },
    }, null]]);
    expect(soon).toEqual(['room']);
  });

  it('is put aside with the reason when the database cannot read it, and LiveKit need not send it again', async () => {
    refusal = Object.assign(new Error(), { code: '22P05' });
    await expect(inbox.store(webhook)).resolves.toBeUndefined();
    expect(stored).toEqual([[expect.objectContaining({ eventId: 'EV_1', body: {} }), '22P05']]);
    expect(soon).toEqual([]);
  });

  it('is asked for again when the fault is ours', async () => {
    refusal = Object.assign(new Error(), { code: 'ECONNREFUSED' });
    await expect(inbox.store(webhook)).rejects.toBe(refusal);
    expect(stored).toEqual([]);
  });
});
