import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lastLines, runCommand } from '../processes/command.mjs';
import { fits, livekitVersion } from './livekit-version.mjs';

/**
 * Builds the pinned module of infra/livekit with the Go that is installed; 2 to 3 minutes with nothing cached.
 * Throws an Error with a plain sentence when there is no Go or the build fails.
 *
 * @param {string} target @param {string} root @param {(what: string) => void} doing @param {NodeJS.ProcessEnv} env
 */
export async function buildLiveKit(target, root, doing, env) {
  if ((await runCommand('go', ['version'], { env })).code !== 0) throw new Error('Go is not installed');
  mkdirSync(dirname(target), { recursive: true });
  const half = `${target}.${process.pid}.tmp`;
  let packages = 0;
  const onLine = (line) => {
    if (line.startsWith('go: ')) return doing(`fetching modules (${line.slice(4, 60)})`);
    packages += 1;
    doing(`compiling from source, ${packages} of about 790 packages; 2 to 4 minutes, done once`);
  };
  const args = ['build', '-v', '-trimpath', '-ldflags', '-s -w', '-o', half, 'github.com/livekit/livekit-server/cmd/server'];
  const { code, output } = await runCommand('go', args, { cwd: join(root, 'infra', 'livekit'), env: { ...env, CGO_ENABLED: '0' }, onLine });
  try {
    if (code !== 0) throw new Error(`go build failed (${lastLines(output, 1)})`);
    if (!fits(await livekitVersion(half))) throw new Error('the program that go build made does not run here');
    renameSync(half, target);
  } finally {
    rmSync(half, { force: true });
  }
}
