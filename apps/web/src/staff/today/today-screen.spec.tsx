import { fireEvent, render, screen } from '@testing-library/react';
import { jest } from '@jest/globals';
import { startTexts } from '../../i18n/i18n.js';
import { evening } from '../gallery/staff-fixtures.js';
import { TodayScreen } from './today-screen.js';

beforeAll(async () => void (await startTexts(['staff'], 'en')));

it('room, people and attendance are links: a middle click opens a tab, a plain one stays on the page', () => {
  const onOpen = jest.fn();
  render(<TodayScreen loaded={{ kind: 'here', value: { zone: evening.zone, now: evening.from, blocks: [evening] } }} seesOthers={false} onAgain={() => undefined} onOpen={onOpen} people={() => 'people of the block'} />);
  const link = (name: string): HTMLElement => screen.getByRole('link', { name });
  expect(['Open the room', 'People', 'Attendance'].map((name) => link(name).getAttribute('href'))).toEqual([`/staff/sessions/${evening.sessionId}/room`, `/staff/sessions/${evening.sessionId}`, `/staff/sessions/${evening.sessionId}/attendance`]);
  expect(fireEvent.click(link('Open the room'), { ctrlKey: true })).toBe(true);
  expect(onOpen).not.toHaveBeenCalled();
  expect(fireEvent.click(link('Open the room'))).toBe(false);
  expect(onOpen.mock.calls).toEqual([['room', evening.sessionId]]);
  fireEvent.click(link('People'));
  expect(screen.getByText('people of the block')).toBeTruthy();
});

it.each<[string, typeof evening.may, string[]]>([
  ['looks after those who are missing', ['read_people', 'give_access', 'read_attendance'], ['People', 'Attendance']],
  ['reads', ['read_people', 'read_attendance'], ['People', 'Attendance']],
  ['plans', [], []],
])('offers what the server says to somebody who %s, whatever their role', (_who, may, links) => {
  const block = { ...evening, may, people: may.includes('read_people') ? evening.people : null };
  render(<TodayScreen loaded={{ kind: 'here', value: { zone: evening.zone, now: evening.from, blocks: [block] } }} seesOthers onAgain={() => undefined} onOpen={() => undefined} people={() => 'people of the block'} />);
  expect(screen.queryAllByRole('link').map((link) => link.textContent)).toEqual(links);
  expect(screen.queryByText('people of the block') !== null).toBe(may.includes('give_access'));
  expect(screen.queryByText(/expected/) !== null).toBe(may.includes('read_people'));
});
