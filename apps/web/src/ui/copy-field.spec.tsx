import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { startTexts } from '../i18n/i18n.js';
import { CopyField } from './copy-field.js';

const address = 'https://clinic.example.org/j#sample';
const field = (): HTMLInputElement => screen.getByLabelText('The new link');
const clipboard = (writeText: unknown): void => void Object.defineProperty(navigator, 'clipboard', { configurable: true, value: writeText && { writeText } });

beforeAll(async () => void (await startTexts([], 'en')));
beforeEach(() => void render(<CopyField label="The new link" text={address} />));

it('shows the link in a field, and copying says so', async () => {
  const copied: string[] = [];
  clipboard(async (text: string) => void copied.push(text));
  expect(field().value).toBe(address);
  fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('It is copied'));
  expect(copied).toEqual([address]);
});

it.each([
  ['has no clipboard', undefined],
  ['refuses', () => Promise.reject(new DOMException('no', 'NotAllowedError'))],
])('marks the link and says how to copy it where the browser %s', async (_what, writeText) => {
  clipboard(writeText);
  fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('copy it by hand'));
  expect([document.activeElement, field().selectionStart, field().selectionEnd]).toEqual([field(), 0, address.length]);
});
