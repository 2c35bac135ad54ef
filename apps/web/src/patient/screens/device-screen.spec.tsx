import { act, fireEvent, render, screen } from '@testing-library/react';
import { jest } from '@jest/globals';
import { startTexts } from '../../i18n/i18n.js';
import type { MediaState } from '../media/own-media.js';
import { DeviceScreen } from './device-screen.js';

const clinic = { name: 'Example Clinic', phone: '(916) 555-0134' };
const asking: MediaState = { status: 'asking', stream: null, camera: false, microphone: false, cameraProblem: null, microphoneProblem: null, cameras: [], microphones: [], cameraId: null, microphoneId: null };

beforeAll(async () => {
  window.scrollTo = () => undefined;
  await startTexts(['arrival', 'patient'], 'en');
});
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function drawn(canMeet = true) {
  const acts = { open: jest.fn(async () => undefined), close: jest.fn(), setCamera: jest.fn(async () => undefined), useCamera: jest.fn(async () => undefined), useMicrophone: jest.fn(async () => undefined) };
  const onDone = jest.fn();
  render(<DeviceScreen clinic={clinic} media={asking} acts={acts} platform="desktop" returning={false} canMeet={canMeet} onDone={onDone} />);
  return { acts, onDone };
}

describe('a browser whose question is never answered', () => {
  it('after ten seconds says where the question hides and lets the person use sound only', () => {
    const { acts } = drawn();
    fireEvent.click(screen.getByRole('button', { name: 'Use sound only' }));
    expect(acts.open).not.toHaveBeenCalled();
    act(() => void jest.advanceTimersByTime(10_000));
    expect(document.body.textContent).toContain('top left, near the page address');
    fireEvent.click(screen.getByRole('button', { name: 'Use sound only' }));
    expect(acts.open.mock.calls).toEqual([[{ camera: false }]]);
  });

  it('or go on and just listen, with the question let go', () => {
    const { acts, onDone } = drawn();
    expect(screen.queryByRole('button', { name: 'Just listen' })).toBeNull();
    act(() => void jest.advanceTimersByTime(10_000));
    fireEvent.click(screen.getByRole('button', { name: 'Just listen' }));
    expect(acts.close).toHaveBeenCalledTimes(1);
    expect(onDone).toHaveBeenCalledTimes(1);
  });
});

it('a browser that cannot hold a video call is not asked for a camera: it gets the way to another one, and the number', () => {
  drawn(false);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Please use another browser.');
  expect(screen.getByRole('link', { name: 'Call (916) 555-0134' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /listen/ })).toBeNull();
});
