import type { MediaWishes } from '#contracts/routes';
import { comeBack } from './returning-media.js';

const kept: MediaWishes = { camera: true, onBreak: false, saveData: false, onlyListening: false };

describe('a page that is loaded again', () => {
  it.each<[string, Partial<MediaWishes>, string[]]>([
    ['had the camera on: opens it', {}, ['open with camera', 'goes on']],
    ['had stopped the camera: opens sound only', { camera: false }, ['open without camera', 'goes on']],
    ['is on a break: opens sound only', { onBreak: true }, ['open without camera', 'goes on']],
    ['only listens: opens nothing, and goes on', { onlyListening: true, camera: false }, ['goes on']],
  ])('%s', async (_who, part, expected) => {
    const done: string[] = [];
    const media = { open: async ({ camera } = { camera: true }) => void done.push(`open ${camera ? 'with' : 'without'} camera`), state: () => ({ status: 'ready', cameraProblem: null }) as never };
    await comeBack({ devicesDone: () => void done.push('goes on') }, media, { now: () => ({ ...kept, ...part }) });
    expect(done).toEqual(expected);
  });
});
