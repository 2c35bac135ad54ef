import { jest } from '@jest/globals';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { startTexts } from '../../i18n/i18n.js';
import * as fixed from '../gallery/staff-fixtures.js';
import { noAccess } from '../gallery/staff-states.js';
import type { RosterActs } from './roster-acts.js';
import { Roster, type RosterProps } from './roster.js';

const connecting = 'Connecting you… Then you can let people in.';
const waiting = fixed.roster.map((row) => (row.state === 'in' && row.role === 'patient' ? { ...row, state: 'waiting' as const, help: null } : row));

beforeAll(async () => {
  // jsdom opens no dialog.
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true;
    },
    close() {},
  });
  await startTexts(['staff'], 'en');
});

function shown(part: Partial<RosterProps>) {
  const acts = { admit: jest.fn(), admitAll: jest.fn() } as unknown as RosterActs;
  const props: RosterProps = { rows: waiting, minutes: null, phones: new Map(), acts, access: noAccess, busy: new Set(), problem: null, hostInside: true, aheadMs: 0, ...part };
  const { rerender } = render(<Roster {...props} />);
  return { acts, becomes: (next: Partial<RosterProps>) => rerender(<Roster {...props} {...next} />) };
}

const admits = () => [...screen.getAllByRole('button', { name: /^Admit / })];

it('a host who is not connected yet reads so, and no press lets anybody in or complains', () => {
  const { acts } = shown({ hostInside: false });
  expect(screen.getByText(connecting)).toBeTruthy();
  expect(admits().length).toBeGreaterThan(2);
  for (const button of admits()) {
    expect(button.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(button);
  }
  expect([acts.admit, acts.admitAll].map((act) => (act as jest.Mock).mock.calls)).toEqual([[], []]);
});

it('the moment they are connected every press lets somebody in', () => {
  const { acts, becomes } = shown({ hostInside: false });
  becomes({ hostInside: true });
  expect(screen.queryByText(connecting)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Admit Ana' }));
  fireEvent.click(screen.getByRole('button', { name: /^Admit all \d+ expected$/ }));
  expect([acts.admit, acts.admitAll].map((act) => (act as jest.Mock).mock.calls)).toEqual([[[fixed.idOf('ana')]], [[]]]);
});

it('the answers of somebody at the door wait with it', () => {
  const { acts } = shown({ hostInside: false, firstDialog: { kind: 'details', seatId: fixed.idOf('walt') } });
  const sheet = within(screen.getByRole('dialog'));
  expect(sheet.getByText(connecting)).toBeTruthy();
  fireEvent.click(sheet.getByRole('button', { name: 'Admit' }));
  expect((acts.admit as jest.Mock).mock.calls).toEqual([]);
});

it('a refusal for want of a host is taken back when one is inside; others stay', () => {
  const { becomes } = shown({ hostInside: false, problem: 'no_host_inside' });
  expect(screen.getByRole('alert').textContent).toMatch(/^You have to be connected/);
  becomes({ hostInside: true, problem: 'no_host_inside' });
  expect(screen.getByRole('alert').textContent).toBe('');
  becomes({ hostInside: true, problem: 'room_full' });
  expect(screen.getByRole('alert').textContent).toBe('The room is full.');
});
