import type { Visit } from '#contracts/routes';
import type { Journey } from './journey.js';
import { aVisit, bench, seatId, settle } from './journey-bench.js';

const link = { kind: 'link', token: 'the-secret-of-the-link' } as const;
const visit = { kind: 'visit', seatId } as const;
const { clinic } = aVisit();

describe('a patient on the way in', () => {
  it('taps the link: the visit opens, the address names the seat and no secret', async () => {
    const { journey, screen, addresses, called } = bench(link, { redeemLink: { kind: 'open', seatId, clinic }, getVisit: aVisit({ step: 'pin', pinTriesLeft: 5 }) });
    expect(screen()).toBe('link');
    await journey.redeem();
    expect(screen()).toBe('pin');
    expect(addresses).toEqual([`/visit/${seatId}`]);
    expect(called('redeemLink')).toEqual([{ token: link.token }]);
    expect(JSON.stringify(journey.state())).not.toContain(link.token);
  });

  it('does nothing before the tap', () => expect(bench(link, {}).calls).toEqual([]));

  it.each([
    ['early', { kind: 'early', opensAt: '', startsAt: '', zone: '', clinic: aVisit().clinic }, 'early'],
    ['dead', { kind: 'dead', because: 'ended', clinic: aVisit().clinic, nextAt: null, zone: '' }, 'dead'],
    ['nobody knows', 'link_unknown', 'unknown'],
  ])('taps a link that is %s', async (_what, answer, expected) => {
    const { journey, screen } = bench(link, { redeemLink: answer });
    await journey.redeem();
    expect(screen()).toBe(expected);
  });

  it('taps again when the network was away', async () => {
    const { journey, screen } = bench(link, { redeemLink: ['offline', { kind: 'open', seatId, clinic }], getVisit: aVisit({ step: 'name' }) });
    await journey.redeem();
    expect([screen(), journey.state().problem]).toEqual(['link', 'offline']);
    await journey.redeem();
    expect([screen(), journey.state().problem]).toEqual(['name', null]);
  });

  it('mistypes the PIN: stays, and is told how many tries are left', async () => {
    const { journey, screen } = bench(visit, { getVisit: [aVisit({ step: 'pin', pinTriesLeft: 5 }), aVisit({ step: 'pin', pinTriesLeft: 4 })], enterPin: 'wrong_pin' });
    await settle();
    await journey.enterPin('000000', true);
    expect([screen(), journey.state().problem, journey.state().visit?.pinTriesLeft]).toEqual(['pin', 'wrong_pin', 4]);
  });

  it('mistypes the PIN once too often: the link is dead, with whom to call', async () => {
    const { journey, screen } = bench(visit, { getVisit: aVisit({ step: 'pin' }), enterPin: 'link_dead' });
    await settle();
    await journey.enterPin('000000', true);
    expect(screen()).toBe('dead');
    expect(journey.state().link).toMatchObject({ because: 'too_many_tries', clinic: aVisit().clinic });
  });

  it('goes from name to camera to questions to agreement to the waiting room', async () => {
    const { journey, screen } = bench(visit, {
      getVisit: aVisit({ step: 'name' }),
      chooseName: aVisit({ step: 'gate' }),
      answerGate: aVisit({ step: 'agreement', agreement: { id: seatId, version: 1, body: '' } }),
      acceptAgreement: aVisit({ step: 'lobby' }),
    });
    const seen = [];
    await settle();
    seen.push(screen());
    await journey.chooseName('Ana');
    seen.push(screen());
    journey.devicesDone();
    seen.push(screen());
    await journey.answerGate({} as never);
    seen.push(screen());
    await journey.acceptAgreement(seatId);
    seen.push(screen());
    expect(seen).toEqual(['name', 'devices', 'gate', 'agreement', 'lobby']);
  });

  it('taps twice: one call', async () => {
    const { journey, called } = bench(visit, { getVisit: aVisit({ step: 'name' }), chooseName: aVisit({ step: 'gate' }) });
    await settle();
    await Promise.all([journey.chooseName('Ana'), journey.chooseName('Ana')]);
    expect(called('chooseName')).toHaveLength(1);
  });

  it('comes with a seat that this device may not see: only a link helps', async () => {
    const { screen } = bench(visit, { getVisit: 'not_allowed' });
    await settle();
    expect(screen()).toBe('unknown');
  });

  it('reads the agreement while it changes: sees the new one', async () => {
    const { journey } = bench(visit, { getVisit: [aVisit({ step: 'agreement', agreement: { id: 'old', version: 1, body: '' } }), aVisit({ step: 'agreement', agreement: { id: 'new', version: 2, body: '' } })], acceptAgreement: 'conflict' });
    await settle();
    await journey.acceptAgreement('old');
    expect(journey.state().visit?.agreement?.id).toBe('new');
  });
});

describe('a reading of the visit that is slow', () => {
  it.each([
    ['agrees', 'agreement', 'lobby', (journey: Journey) => journey.acceptAgreement(seatId)],
    ['tells where they are', 'gate', 'agreement', (journey: Journey) => journey.answerGate({} as never)],
    ['chooses a name', 'name', 'gate', (journey: Journey) => journey.chooseName('Ana')],
  ] as const)('the person %s meanwhile: its answer is old and does not lead back', async (_what, step, next, act) => {
    let answer: (visit: Visit) => void = () => undefined;
    const slow = new Promise<Visit>((resolve) => (answer = resolve));
    const acted = { acceptAgreement: aVisit({ step: next }), answerGate: aVisit({ step: next }), chooseName: aVisit({ step: next }) };
    const { journey, screen } = bench(visit, { getVisit: [aVisit({ step }), slow, aVisit({ step: next })], ...acted });
    await settle();
    journey.devicesDone();
    const reading = journey.load();
    await act(journey);
    answer(aVisit({ step }));
    await reading;
    expect(screen()).toBe(next);
  });
});

describe('a patient after the room', () => {
  it.each([
    ['leaves', 'left', 'room', 'thanks'],
    ['stays to the end', 'ended', 'ended', 'thanks'],
    ['is removed', 'removed', 'removed', 'removed'],
    ['opens it elsewhere', 'taken_over', 'room', 'taken-over'],
    ['goes back to the waiting room', 'lobby', 'lobby', 'lobby'],
  ] as const)('%s', async (_what, reason, step, expected) => {
    const { journey, screen } = bench(visit, { getVisit: [aVisit({ step: 'room' }), aVisit({ step, mayReturn: null })] });
    await settle();
    journey.devicesDone();
    journey.roomEnded(reason);
    expect(screen()).toBe(expected);
    await settle();
    expect(screen()).toBe(expected);
  });

  it('comes back after leaving, and passes the device check again', async () => {
    const { journey, screen } = bench(visit, { getVisit: aVisit({ step: 'room' }) });
    await settle();
    journey.roomEnded('left');
    await journey.comeBack();
    expect(screen()).toBe('devices');
  });
});

describe('a good link in a browser that is not', () => {
  it('names the cookies that are blocked, instead of sending the person round in a circle', async () => {
    const { journey, screen } = bench(link, { redeemLink: { kind: 'open', seatId, clinic }, getVisit: 'not_signed_in' });
    await journey.redeem();
    expect(screen()).toBe('no-cookies');
    expect(journey.state().link).toEqual({ kind: 'no-cookies', clinic });
  });

  it('gives the link to take to a browser that can hold a video call, before any question is asked', async () => {
    const { journey, screen, called } = bench(link, { redeemLink: { kind: 'open', seatId, clinic } }, { canMeet: () => false });
    await journey.redeem();
    expect(screen()).toBe('other-browser');
    expect(journey.state().link).toEqual({ kind: 'other-browser', clinic, address: `${location.origin}/j#${link.token}` });
    expect(called('getVisit')).toEqual([]);
  });
});
