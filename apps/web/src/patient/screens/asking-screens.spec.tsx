import { fireEvent, render, screen } from '@testing-library/react';
import { jest } from '@jest/globals';
import { startTexts } from '../../i18n/i18n.js';
import { GateScreen } from './gate-screen.js';
import { NameScreen } from './name-screen.js';
import { PinScreen } from './pin-screen.js';

const clinic = { name: 'Example Clinic', phone: '(916) 555-0134' };
const idle = { busy: false, problem: null } as const;

beforeAll(async () => {
  // jsdom has no page to scroll.
  window.scrollTo = () => undefined;
  await startTexts(['arrival', 'patient'], 'en');
});

describe('the PIN', () => {
  it('may be pasted with spaces, and says whose device it is', () => {
    const onPin = jest.fn();
    render(<PinScreen clinic={clinic} triesLeft={5} {...idle} onPin={onPin} />);
    fireEvent.change(screen.getByLabelText('Your PIN'), { target: { value: ' 123 456 ' } });
    fireEvent.click(screen.getByLabelText('This is not my own device'));
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(onPin.mock.calls).toEqual([['123456', false]]);
  });

  it.each(['Your PIN is 492807', '٤٩٢٨٠٧', '４９２ ８０７'])('may be pasted as %j', (pasted) => {
    const onPin = jest.fn();
    render(<PinScreen clinic={clinic} triesLeft={5} {...idle} onPin={onPin} />);
    const field = screen.getByLabelText('Your PIN');
    expect((field as HTMLInputElement).maxLength).toBe(-1);
    fireEvent.change(field, { target: { value: pasted } });
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(onPin.mock.calls).toEqual([['492807', true]]);
  });

  it('is not sent before it is whole, and the field says why', () => {
    const onPin = jest.fn();
    render(<PinScreen clinic={clinic} triesLeft={5} {...idle} onPin={onPin} />);
    fireEvent.change(screen.getByLabelText('Your PIN'), { target: { value: '123' } });
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(onPin).not.toHaveBeenCalled();
    expect(screen.getByRole('textbox', { description: /The PIN has 6 numbers/ })).toHaveProperty('value', '123');
  });

  it('tells how many tries are left', () => {
    render(<PinScreen clinic={clinic} triesLeft={1} busy={false} problem="wrong_pin" onPin={() => undefined} />);
    expect(screen.getByRole('textbox', { description: /didn't match. You have 1 try left/ })).toBeTruthy();
  });
});

it('suggests the name from last time, trims it, and says when it is taken', () => {
  const onName = jest.fn();
  render(<NameScreen clinic={clinic} suggestion="Ana " busy={false} problem="name_taken" onName={onName} />);
  expect(screen.getByRole('textbox', { description: /has that name already/ })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
  expect(onName.mock.calls).toEqual([['Ana', null]]);
});

it.each([['pronouns', /type only your name here/], ['picture', /letters only/], ['staff', /one of our staff/], ['unseen', /can't be seen/], ['letters', /Please choose another/]] as const)('says why a name with %s cannot be shown', (about, words) => {
  render(<NameScreen clinic={clinic} suggestion="Ana" busy={false} problem="name_not_allowed" about={about} onName={() => undefined} />);
  expect(screen.getByRole('textbox', { description: words })).toBeTruthy();
});

describe('how somebody wants to be spoken of', () => {
  const shown = (part: Partial<Parameters<typeof NameScreen>[0]> = {}) => {
    const onName = jest.fn();
    render(<NameScreen clinic={clinic} suggestion="Ana" {...idle} onName={onName} {...part} />);
    return { chosen: screen.getByRole<HTMLSelectElement>('combobox', { name: /Pronouns/ }), goOn: () => (fireEvent.click(screen.getByRole('button', { name: 'Continue' })), onName.mock.calls.at(-1)) };
  };

  it('may be left open, chosen from the list, or said in own words', () => {
    const { chosen, goOn } = shown();
    expect(goOn()).toEqual(['Ana', null]);
    fireEvent.change(chosen, { target: { value: 'they' } });
    expect(goOn()).toEqual(['Ana', 'they/them']);
    fireEvent.change(chosen, { target: { value: 'own' } });
    fireEvent.change(screen.getByLabelText('Your pronouns'), { target: { value: ' ze/hir ' } });
    expect(goOn()).toEqual(['Ana', 'ze/hir']);
    fireEvent.change(chosen, { target: { value: 'none' } });
    expect(goOn()).toEqual(['Ana', null]);
  });

  it('is offered as it was the last time', () => {
    expect(shown({ pronouns: 'she/her' }).chosen.value).toBe('she');
  });

  it('says at the own words, and not at the name, that they cannot be shown', () => {
    const { chosen } = shown({ pronouns: 'ze 🌈', problem: 'name_not_allowed', about: 'own_pronouns' });
    expect([chosen.value, screen.getByRole('textbox', { description: /Those words/ })]).toEqual(['own', screen.getByLabelText('Your pronouns')]);
  });
});

describe('where are you now', () => {
  const last = { place: 'home', address: '12 Example Street', inState: true, alone: true, driving: false, callbackPhone: '(916) 555-0101', emergencyName: 'Sam', emergencyPhone: '(916) 555-0102' } as const;

  it('is two taps when nothing changed', () => {
    const onAnswers = jest.fn();
    render(<GateScreen clinic={clinic} last={last} {...idle} onAnswers={onAnswers} />);
    fireEvent.click(screen.getByRole('button', { name: /Same as last time/ }));
    fireEvent.click(screen.getByRole('radio', { name: 'Yes', checked: false }));
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(onAnswers.mock.calls).toEqual([[last]]);
  });

  it('marks the number that the server cannot call until it is changed', () => {
    const form = (problem: 'bad_input' | null) => <GateScreen clinic={clinic} last={last} busy={false} problem={problem} about="callbackPhone" onAnswers={() => undefined} />;
    const { rerender } = render(form(null));
    fireEvent.click(screen.getByRole('button', { name: /Same as last time/ }));
    fireEvent.click(screen.getByRole('radio', { name: 'Yes', checked: false }));
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    rerender(form('bad_input'));
    const field = screen.getByRole('textbox', { name: 'Your phone number', description: /a phone number we can call/ });
    fireEvent.change(field, { target: { value: '(916) 555-0199' } });
    expect(screen.queryByRole('textbox', { description: /a phone number we can call/ })).toBeNull();
  });

  it('stops a person who drives at once, and goes on when they have parked', () => {
    render(<GateScreen clinic={clinic} last={null} {...idle} onAnswers={() => undefined} />);
    fireEvent.click(screen.getByLabelText('In a car or bus'));
    const driving = screen.getByRole('group', { name: 'Are you driving?' });
    fireEvent.click(driving.querySelector('input') as HTMLInputElement);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Please park first.');
    fireEvent.click(screen.getByRole('button', { name: "I'm parked now" }));
    expect(screen.getByLabelText('In a car or bus')).toHaveProperty('checked', true);
  });

  it('marks what is open', () => {
    render(<GateScreen clinic={clinic} last={null} {...idle} onAnswers={() => undefined} />);
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(screen.getByRole('alert').textContent).toContain('still open');
    expect(screen.getByRole('textbox', { name: 'Street and town', description: /Please tell us where you are/ })).toBeTruthy();
  });
});
