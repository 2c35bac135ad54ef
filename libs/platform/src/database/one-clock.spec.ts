import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The database's own clock, by any of its names, where it is not our `app.now()` or the method of a clock. */
const ownTime = /(?<![\w.$])now\(\)(?!\s*[:{])|\b(current_timestamp|current_date|current_time|localtimestamp|localtime|clock_timestamp|statement_timestamp|transaction_timestamp)\b/i;

const root = fileURLToPath(new URL('../../../..', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`);
}

it('lets no statement of the server ask the database what time it is: two clocks would decide differently', () => {
  const asking = ['libs', 'apps/clinic/src', 'apps/rooms/src', 'apps/scheduling/src'].flatMap(sources).flatMap((file) =>
    readFileSync(`${root}${file}`, 'utf8')
      .split('\n')
      .flatMap((line, index) => (ownTime.test(line) ? [`${file}:${index + 1}`] : [])),
  );
  expect(asking).toEqual([]);
});

it.each([
  ["update device set revoked_at = now()", true],
  ['select current_date - 14', true],
  ['select clock_timestamp()', true],
  ['where works_to > app.now()', false],
  ['const now = this.clock.now();', false],
  ['  override now(): Date {', false],
])('tells the database\'s time from ours: %s', (line, asks) => {
  expect(ownTime.test(line)).toBe(asks);
});
