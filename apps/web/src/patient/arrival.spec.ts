import { jest } from '@jest/globals';
import { arrive } from './arrival.js';

const seatId = '00000000-0000-4000-8000-000000000001';

function come(pathname: string, hash = '') {
  const replaceState = jest.fn();
  return { arrival: arrive({ pathname, hash }, { state: { kept: 1 }, replaceState }), replaced: replaceState.mock.calls };
}

it('takes the secret out of the address of a link', () => expect(come('/j', '#secret')).toEqual({ arrival: { kind: 'link', token: 'secret' }, replaced: [[{ kept: 1 }, '', '/j']] }));
it('knows the seat of a visit', () => expect(come(`/visit/${seatId}`)).toEqual({ arrival: { kind: 'visit', seatId }, replaced: [] }));
it('strips what was hung on a visit', () => expect(come(`/visit/${seatId}`, '#x').replaced).toHaveLength(1));
it.each([['/j', ''], ['/visit/nonsense', ''], ['/', '#secret']])('is lost at %s', (path, hash) => expect(come(path, hash).arrival).toEqual({ kind: 'lost' }));
