import { copyTemplate, type TestDatabase } from '#testing';
import { readFile, writeFile } from 'node:fs/promises';
import { root } from './support/launcher.js';

interface Drawing {
  drawLibs(root: string): string;
  drawTables(query: (sql: string) => Promise<object[]>): Promise<string>;
}

describe('a newcomer finds pictures that are true', () => {
  let database: TestDatabase;
  let drawing: Drawing;
  beforeAll(async () => {
    database = await copyTemplate();
    const parts = {};
    // One after the other: Jest cannot load several such files at once.
    for (const name of ['draw-libs', 'draw-tables']) Object.assign(parts, await import(`${root}infra/guides/${name}.mjs`));
    drawing = parts as Drawing;
  });
  afterAll(() => database.drop());

  it.each([
    ['of the libs and their ports', 'libs.md', () => Promise.resolve(drawing.drawLibs(root))],
    ['of the tables', 'tables.md', () => drawing.drawTables((sql) => database.owner(sql))],
  ])('%s', async (_what, name, draw) => {
    const file = `${root}infra/guides/${name}`;
    const drawn = await draw();
    if (process.env.WRITE_GUIDES) await writeFile(file, drawn);
    expect(await readFile(file, 'utf8')).toBe(drawn);
  });
});
