import { emptyGate, readGate, sameAsLastTime, type GateDraft } from './gate-answers.js';

const whole: GateDraft = { place: 'home', driving: null, address: ' 12 Example Street ', inState: true, alone: true, callbackPhone: '(916) 555-0101', emergencyName: 'Sam', emergencyPhone: '+1 916.555.0102' };
const gapsOf = (part: Partial<GateDraft>): unknown => readGate({ ...whole, ...part });

describe('where are you now', () => {
  it('takes whole answers, trimmed; who is at home does not drive', () =>
    expect(readGate(whole)).toEqual({ kind: 'whole', answers: { ...whole, address: '12 Example Street', driving: false } }));
  it('asks for everything at first', () => expect(readGate(emptyGate)).toEqual({ kind: 'gaps', gaps: ['place', 'address', 'inState', 'alone', 'callbackPhone', 'emergencyName', 'emergencyPhone'] }));
  it.each<[string, Partial<GateDraft>, string]>([
    ['sits in a car without saying who drives', { place: 'vehicle' }, 'driving'],
    ['types a short phone number', { callbackPhone: '555-01' }, 'callbackPhone'],
    ['types words for a number', { emergencyPhone: 'my mother' }, 'emergencyPhone'],
    ['types only spaces', { address: '   ' }, 'address'],
  ])('marks what is open when somebody %s', (_who, part, gap) => expect(gapsOf(part)).toEqual({ kind: 'gaps', gaps: [gap] }));
  it('fills in last time, and asks afresh what is about now', () => {
    const last = { place: 'vehicle', address: 'A', inState: true, alone: true, driving: true, callbackPhone: '1', emergencyName: 'B', emergencyPhone: '2' } as const;
    expect(sameAsLastTime(last)).toEqual({ ...last, alone: null, driving: null });
  });
});
