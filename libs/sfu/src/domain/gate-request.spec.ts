import { readGateRequest } from './gate-request.js';

describe('what a request to the gate asks for', () => {
  it.each([
    ['the browser joins', '/rtc/v1?access_token=T&join_request=abc_-', undefined, { kind: 'asks', token: 'T', path: '/rtc/v1?join_request=abc_-' }],
    ['the browser asks why it was refused', '/rtc/v1/validate?access_token=T', undefined, { kind: 'asks', token: 'T', path: '/rtc/v1/validate' }],
    ['another SDK joins with a header', '/rtc?sdk=rust', 'Bearer H', { kind: 'asks', token: 'H', path: '/rtc?sdk=rust' }],
    ['header and query differ: the header wins and the query goes', '/rtc?access_token=Q&sdk=js', 'Bearer H', { kind: 'asks', token: 'H', path: '/rtc?sdk=js' }],
    ['no token', '/rtc?sdk=js', undefined, { kind: 'refused', status: 401 }],
    ['two tokens', '/rtc?access_token=A&access_token=B', undefined, { kind: 'refused', status: 401 }],
    ['a token spelled with escapes is taken out as well', '/rtc?access%5Ftoken=T&sid=1', undefined, { kind: 'asks', token: 'T', path: '/rtc?sid=1' }],
    ['another scheme', '/rtc', 'Basic abc', { kind: 'refused', status: 401 }],
    ['a second identity', '/rtc?access_token=T&publish=x', undefined, { kind: 'refused', status: 403 }],
    ['a second identity, empty', '/rtc?access_token=T&publish', undefined, { kind: 'refused', status: 403 }],
    ['a second identity, escaped', '/rtc?access_token=T&%70ublish=x', undefined, { kind: 'refused', status: 403 }],
    ["LiveKit's API", '/twirp/livekit.RoomService/ListRooms', 'Bearer H', { kind: 'refused', status: 404 }],
    ["LiveKit's API behind dots", '/rtc/../twirp/livekit.RoomService/ListRooms', 'Bearer H', { kind: 'refused', status: 404 }],
    ["LiveKit's API behind escaped dots", '/rtc/%2e%2e/twirp/x', 'Bearer H', { kind: 'refused', status: 404 }],
    ['a path that LiveKit does not have', '/rtc/v2', 'Bearer H', { kind: 'refused', status: 404 }],
    ['a path that reads as a host', '//rtc/rtc?access_token=T', undefined, { kind: 'refused', status: 404 }],
    ['a whole address', 'http://sfu.example.com/rtc?access_token=T', undefined, { kind: 'refused', status: 404 }],
    ['a broken address', '/\\[/rtc', 'Bearer H', { kind: 'refused', status: 404 }],
  ])('%s', (_what, url, authorization, expected) => {
    expect(readGateRequest(url, authorization)).toEqual(expected);
  });
});
