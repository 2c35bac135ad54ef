import { pleaseCheck, type GateFacts } from './please-check.js';

const home: GateFacts = { place: 'home', inState: true, alone: true, driving: false };

describe('what a host is asked to look at', () => {
  it.each<[string, Partial<GateFacts>, string[]]>([
    ['is at home, alone and in the state', {}, []],
    ['is at work', { place: 'work' }, []],
    ['is in another state', { inState: false }, ['out_of_state']],
    ['has somebody in the room', { alone: false }, ['not_alone']],
    ['sits in a parked car', { place: 'vehicle' }, ['in_vehicle']],
    ['drives', { place: 'vehicle', driving: true }, ['driving', 'in_vehicle']],
    ['is somewhere else, out of state and not alone', { place: 'elsewhere', inState: false, alone: false }, ['out_of_state', 'not_alone', 'elsewhere']],
  ])('%s', (_who, change, expected) => expect(pleaseCheck({ ...home, ...change })).toEqual(expected));
});
