import { render } from '@testing-library/react';
import { barsOf } from './level.js';
import { Rich } from './rich.js';
import { atTime, foreignZone, untilWords } from './time-words.js';

const html = (text: string): string => render(<p><Rich text={text} /></p>).container.innerHTML;

describe('texts with a few tags', () => {
  it('draws the tags that are known', () => expect(html('Group starts at <b>5:30 PM</b>, soon.')).toBe('<p>Group starts at <b>5:30 PM</b>, soon.</p>'));
  it('leaves what a person typed as text', () => expect(html('Hello <i>x</i> <script>alert(1)</script> & 2 < 3')).toBe('<p>Hello x alert(1) &amp; 2 &lt; 3</p>'));
});

describe('times in words', () => {
  const at = '2026-11-03T01:30:00.000Z';
  it.each([['en', 'America/Los_Angeles', '5:30 PM'], ['es', 'America/Los_Angeles', 'las 5:30 p.m.'], ['es', 'America/Halifax', 'las 9:30 p.m.'], ['es', 'Europe/London', 'la 1:30 a.m.']])('%s in %s: %s', (language, zone, expected) =>
    expect(atTime(at, zone, language).replace(/\s/g, ' ')).toMatch(new RegExp(`^${expected.replaceAll('.', '\\.')}( \\(.*\\))?$`)));
  it('names the zone only to those who live in another', () => {
    expect(foreignZone(at, 'America/Los_Angeles', 'en', 'America/Los_Angeles')).toBeNull();
    expect(foreignZone(at, 'America/Los_Angeles', 'en', 'America/Tijuana')).toBeNull();
    expect(foreignZone(at, 'America/Los_Angeles', 'en', 'America/New_York')).toBe('PT');
  });
  it('counts down in minutes, then in hours', () => {
    const t = ((key: string, { count }: { count?: number } = {}) => `${key} ${count ?? ''}`) as never;
    expect([0, 1, 6, 89, 120].map((minutes) => untilWords(t, 0, minutes * 60_000))).toEqual(['time.now ', 'time.inMinutes 1', 'time.inMinutes 6', 'time.inMinutes 89', 'time.inHours 2']);
  });
});

it('lights more bars for a louder voice', () => expect([0, 0.003, 0.02, 0.2, 1].map((loud) => barsOf(new Float32Array(64).fill(loud)))).toEqual([0, 0, 3, 6, 7]));
