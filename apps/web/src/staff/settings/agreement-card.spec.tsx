import { jest } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { CallError } from '../../api/call-error.js';
import { startTexts } from '../../i18n/i18n.js';
import { agreement } from '../gallery/staff-fixtures.js';
import { AgreementCard, type PublishAgreement } from './agreement-card.js';

beforeAll(async () => {
  // jsdom has the element and not its methods.
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  await startTexts(['staff'], 'en');
});

function drawn(publish: PublishAgreement) {
  const publishing = jest.fn(publish);
  const onAgain = jest.fn();
  render(<AgreementCard loaded={{ kind: 'here', value: agreement }} publish={publishing} onAgain={onAgain} />);
  const press = (button: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name: button })));
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  return { publishing, onAgain, press, type };
}

it('shows how the text reads while it is typed, asks once more, and says that everybody is asked again', async () => {
  const { publishing, press, type } = drawn(async (from, bodies) => ({ version: (from ?? 0) + 1, publishedAt: agreement!.publishedAt, bodies }));
  type('Text in Spanish', 'Nuestro acuerdo\n- Escuche.');
  expect(screen.getByRole('region', { name: 'How it reads in Spanish' }).querySelector('li')?.textContent).toBe('Escuche.');
  await press('Publish…');
  expect(publishing).not.toHaveBeenCalled();
  await press('Publish');
  expect(publishing.mock.calls).toEqual([[3, { en: agreement!.bodies.en, es: 'Nuestro acuerdo\n- Escuche.' }]]);
  expect(screen.getByRole('status').textContent).toContain('Version 4 is in force now.');
});

it('sends neither a text that is missing nor one that is the same', async () => {
  const { publishing, press, type } = drawn(async () => agreement);
  await press('Publish…');
  expect(screen.getByRole('status').textContent).toContain('Nothing was changed.');
  type('Text in English', ' ');
  await press('Publish…');
  expect(screen.getByText('Type the text in this language.')).toBeTruthy();
  expect(publishing).not.toHaveBeenCalled();
});

it('keeps what was typed when somebody else was first', async () => {
  const { press, type, onAgain } = drawn(() => Promise.reject(new CallError('conflict')));
  type('Text in English', 'Be kind.');
  await press('Publish…');
  await press('Publish');
  expect(screen.getByRole('alert').textContent).toContain('Somebody else changed this');
  expect(screen.getByLabelText<HTMLTextAreaElement>('Text in English').value).toBe('Be kind.');
  await press('Show what is set now');
  expect(onAgain).toHaveBeenCalledTimes(1);
});
