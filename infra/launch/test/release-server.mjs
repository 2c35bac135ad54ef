import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIVEKIT_VERSION } from '../livekit/livekit-version.mjs';
import { serve, testFolder } from './launch-harness.mjs';

const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch] ?? process.arch;
const archiveName = `livekit_${LIVEKIT_VERSION}_${process.platform}_${architecture}.tar.gz`;

/** A script that answers --version like a livekit-server. @param {string} file @param {string} [version] */
export function writeFakeLiveKit(file, version = LIVEKIT_VERSION) {
  writeFileSync(file, `#!/bin/sh\necho "livekit-server version ${version}"\n`);
  chmodSync(file, 0o755);
}

/**
 * A release server on loopback whose archive is good, or spoiled in one way.
 *
 * @param {import('node:test').TestContext} test
 * @param {{ alter?: (archive: Buffer) => Buffer, cutAt?: number, absent?: boolean, hang?: boolean, version?: string }} [spoil]
 */
export async function releaseServer(test, { alter = (one) => one, cutAt, absent = false, hang = false, version } = {}) {
  const good = makeArchive(testFolder(test), version);
  const sum = createHash('sha256').update(good).digest('hex');
  const sent = alter(good);
  const asked = [];
  const { url } = await serve(test, (request, response) => {
    asked.push(request.url);
    if (hang) return;
    if (request.url?.endsWith('/checksums.txt')) return void response.end(absent ? `${sum}  livekit_other.tar.gz\n` : `${sum}  ${archiveName}\n`);
    if (absent || !request.url?.endsWith(`/v${LIVEKIT_VERSION}/${archiveName}`)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': sent.length });
    if (cutAt === undefined) return void response.end(sent);
    response.write(sent.subarray(0, cutAt), () => response.destroy());
  });
  return { url, asked };
}

function makeArchive(folder, version) {
  mkdirSync(join(folder, 'content'));
  writeFakeLiveKit(join(folder, 'content', 'livekit-server'), version);
  execFileSync('tar', ['-czf', join(folder, 'archive.tar.gz'), '-C', join(folder, 'content'), 'livekit-server']);
  return readFileSync(join(folder, 'archive.tar.gz'));
}
