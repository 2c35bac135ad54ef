import { jest } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/react';
import { startTexts } from '../../i18n/i18n.js';
import { SignInEnd } from './sign-in-end.js';

const endsAt = '2026-11-02T20:40:00-08:00';
const shown = (at: string, over = false) => {
  const onAgain = jest.fn();
  const { container } = render(<SignInEnd endsAt={endsAt} zone="America/Los_Angeles" over={over} at={Date.parse(at)} onAgain={onAgain} />);
  return { onAgain, container };
};

describe('a clinician in an evening group whose sign-in comes to its end', () => {
  beforeAll(() => startTexts(['staff'], 'en'));

  it('is not disturbed before the last ten minutes', () => {
    expect(shown('2026-11-02T20:29:59-08:00').container.textContent).toBe('');
  });

  it('reads ten minutes ahead when it ends, and signs in again by a button', () => {
    const { onAgain } = shown('2026-11-02T20:30:00-08:00');
    expect(screen.getByRole('status').textContent).toContain('Your sign-in ends at 8:40');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in again' }));
    expect(onAgain).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['after the limit', '2026-11-02T20:40:00-08:00', false],
    ['when it was ended in another tab', '2026-11-02T17:00:00-08:00', true],
  ])('%s reads so, with the way back', (_when, at, over) => {
    shown(at, over);
    expect(screen.getByRole('status').textContent).toContain('Your sign-in has ended');
    expect(screen.getByRole('button', { name: 'Sign in again' })).toBeTruthy();
  });
});
