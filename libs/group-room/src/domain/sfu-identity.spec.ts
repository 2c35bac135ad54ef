import { parseIdentity, sfuIdentity } from './sfu-identity.js';

const seat = '0b2f4a36-6f0e-4c2e-9a55-0d8f2c1a7b10';

describe('the identity of a seat in the media server', () => {
  it('comes back as seat and generation', () => expect(parseIdentity(sfuIdentity(seat, 12))).toEqual({ seatId: seat, generation: 12 }));

  it.each([[`${seat}.1#x`], [`${seat}.01`], [`${seat}.-1`], [`${seat}.1.2`], [`${seat}.`], [seat], ['nobody.1'], [`${seat.toUpperCase()}.1`], [`${seat}.9999999999`], ['']])(
    'refuses %s',
    (identity) => expect(parseIdentity(identity)).toBeUndefined(),
  );
});
