import { event, live, namespace } from '#contracts';
import { LiveTopics } from '#group-room';
import { Handles, Serves } from '#platform';
import { copyTemplate, type TestDatabase } from '#testing';
import { Injectable, Module, type Type } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { z } from 'zod';
import { startTestClinic } from './support/clinic.js';

const nothing = z.strictObject({});

@WebSocketGateway({ namespace: '/desk' })
class BareNamespace {
  @Handles(event('desk.look', { policy: 'session.host', input: nothing, output: nothing }))
  look(): Record<string, never> {
    return {};
  }
}

@Serves(namespace(live.groupRoom.name, { approach: z.strictObject({ as: z.literal('seat'), seatId: z.uuid() }), policies: { seat: 'seat' } }))
class SecondContract {}

@Serves(live.groupRoom)
class BareEvent {
  @SubscribeMessage('seat.look')
  look(): object {
    return {};
  }
}

@Injectable()
class SecondRoster {
  constructor(topics: LiveTopics) {
    topics.add(live.roster, { staff: { snapshot: async () => [], delta: async () => ({ rows: [], gone: [] }) } });
  }
}

describe('the boot stops', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await copyTemplate();
  });
  afterAll(() => database.drop());

  it.each<[string, Type, RegExp]>([
    ['a namespace without a contract', BareNamespace, /namespace of BareNamespace has no contract/],
    ['a namespace with two contracts', SecondContract, /namespace \/group-room of SecondContract has another contract/],
    ['a live topic whose key is taken', SecondRoster, /topic roster is registered twice/],
    ['an event without a contract', BareEvent, /no contract and policy: BareEvent\.look/],
  ])('at %s', async (_what, provider, words) => {
    @Module({ providers: [provider] })
    class Faulty {}
    await expect(startTestClinic({}, { database, modules: [Faulty] })).rejects.toThrow(words);
  });
});
