import { jest } from '@jest/globals';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { CallError } from '../../api/call-error.js';
import { startTexts } from '../../i18n/i18n.js';
import { settings } from '../gallery/staff-fixtures.js';
import type { SaveSettings } from './setting-form.js';
import { SettingsScreen } from './settings-screen.js';

beforeAll(async () => {
  jest.spyOn(window, 'scrollTo').mockImplementation(() => undefined);
  await startTexts(['staff'], 'en');
});

const asWanted: SaveSettings = async (_from, to) => ({ settings: to, followed: 8 });

function drawn(save: SaveSettings = asWanted) {
  const saving = jest.fn(save);
  const onAgain = jest.fn();
  const never = jest.fn<SaveSettings>();
  render(<SettingsScreen loaded={{ kind: 'here', value: settings }} acts={{ clinic: saving, program: () => saving, cohort: () => never }} agreement={null} onAgain={onAgain} />);
  const formOf = (label: string) => screen.getByLabelText(label).closest('form') as HTMLElement;
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const press = (label: string, button: string) => act(async () => void fireEvent.click(within(formOf(label)).getByRole('button', { name: button })));
  return { saving, onAgain, never, formOf, type, press };
}

const lobby = 'Waiting room opens, minutes before the start';

it('a lobby is one change; what changed and what followed is told, and Undo sends it back', async () => {
  const { saving, formOf, type, press, never } = drawn();
  type(lobby, '30');
  await press(lobby, 'Save');
  expect(saving.mock.calls).toEqual([[{ lobby_opens_minutes: 20 }, { lobby_opens_minutes: 30 }]]);
  expect(within(formOf(lobby)).getByRole('status').textContent).toContain(`${lobby}: 30 (was 20)`);
  expect(within(formOf(lobby)).getByRole('status').textContent).toContain('8 planned groups follow.');
  await press(lobby, 'Undo');
  expect(saving.mock.calls[1]).toEqual([{ lobby_opens_minutes: 30 }, { lobby_opens_minutes: 20 }]);
  expect(screen.getByLabelText<HTMLInputElement>(lobby).value).toBe('20');
  expect(within(formOf(lobby)).queryByRole('button', { name: 'Undo' })).toBeNull();
  expect(never).not.toHaveBeenCalled();
});

it('only what was changed is sent, and nothing when nothing was', async () => {
  const { saving, type, press } = drawn();
  await press('Name of the clinic', 'Save');
  expect(saving).not.toHaveBeenCalled();
  type('Name of the clinic', 'Delta Street');
  await press('Name of the clinic', 'Save');
  expect(saving.mock.calls).toEqual([[{ clinic_name: 'Riverbend Recovery' }, { clinic_name: 'Delta Street' }]]);
});

it.each([
  [lobby, '121', 'Type a number from 0 to 120.'],
  [lobby, '', 'Type a number from 0 to 120.'],
  ['Phone of the clinic', '12', 'Type a phone number that can be called, with its area code.'],
  ['Name of the clinic', ' ', 'Type a name of up to 120 letters.'],
])('%s: "%s" is not sent, and says why', async (label, value, words) => {
  const { saving, formOf, type, press } = drawn();
  type(label, value);
  await press(label, 'Save');
  expect(within(formOf(label)).getByText(words)).toBeTruthy();
  expect(saving).not.toHaveBeenCalled();
});

it('a number that only the server knows to be wrong is marked at its field', async () => {
  const { formOf, type, press } = drawn(() => Promise.reject(new CallError('bad_input', { field: 'to.clinic_phone', reason: 'phone' })));
  type('Phone of the clinic', '911 911 9111');
  await press('Phone of the clinic', 'Save');
  expect(within(formOf('Phone of the clinic')).getByText('Type a phone number that can be called, with its area code.')).toBeTruthy();
});

it('what somebody else changed meanwhile is not written over: the page offers to show it', async () => {
  const { onAgain, type, press, formOf } = drawn(() => Promise.reject(new CallError('conflict', { key: 'lobby_opens_minutes' })));
  type(lobby, '30');
  await press(lobby, 'Save');
  expect(within(formOf(lobby)).getByRole('alert').textContent).toContain('Somebody else changed this');
  expect(screen.getByLabelText<HTMLInputElement>(lobby).value).toBe('30');
  await press(lobby, 'Show what is set now');
  expect(onAgain).toHaveBeenCalledTimes(1);
});
