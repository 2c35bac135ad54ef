import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanNpmEnvironment, installPackages, packagesAreCurrent } from '../packages/packages.mjs';
import { serve, testFolder } from './launch-harness.mjs';

const quiet = () => {};

test('packages are installed once, and again when the lock changes or an install was interrupted', async (t) => {
  const root = checkoutWith(t, {});
  assert.equal(await installPackages(root, quiet), true);
  assert.equal(await installPackages(root, quiet), false);
  writeLock(root, 'other-name', {});
  assert.equal(await installPackages(root, quiet), true);
  // What an interrupted install leaves: node_modules without the stamp.
  rmSync(join(root, 'node_modules', '.stepwell-stamp'));
  assert.equal(packagesAreCurrent(root), false);
  assert.equal(await installPackages(root, quiet), true);
});

test('an install that fails says what npm said and leaves no stamp', async (t) => {
  const root = checkoutWith(t, { nothing: { version: '1.0.0', resolved: 'http://127.0.0.1:9/nothing.tgz', integrity: 'sha512-AAAA' } });
  writeFileSync(join(root, '.npmrc'), 'fetch-retries=0\n');
  await assert.rejects(installPackages(root, quiet), (error) => error.name === 'LaunchFault' && /could not install/.test(error.message) && error.log.length > 0);
  assert.equal(existsSync(join(root, 'node_modules', '.stepwell-stamp')), false);
});

test('a lock that lacks only what its package.json does not name is installed all the same; one made for another package.json is not', async (t) => {
  const root = testFolder(t);
  const inner = join(root, 'inner');
  mkdirSync(inner);
  const optionalDependencies = { 'elsewhere-only': '1.0.0' };
  writeFileSync(join(inner, 'package.json'), JSON.stringify({ name: 'inner', version: '1.0.0', optionalDependencies }));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'sample', version: '1.0.0', dependencies: { inner: 'file:inner' } }));
  // A registry that has nothing at all stands for one that lacks a platform's package.
  const { url } = await serve(t, (_request, response) => response.writeHead(404).end('{}'));
  writeFileSync(join(root, '.npmrc'), `registry=${url}\nfetch-retries=0\n`);
  const packages = { '': { name: 'sample', version: '1.0.0', dependencies: { inner: 'file:inner' } }, inner: { version: '1.0.0', optionalDependencies }, 'node_modules/inner': { resolved: 'inner', link: true } };
  const lock = JSON.stringify({ name: 'sample', version: '1.0.0', lockfileVersion: 3, packages });
  writeFileSync(join(root, 'package-lock.json'), lock);
  assert.equal(await installPackages(root, quiet), true);
  assert.equal(readFileSync(join(root, 'package-lock.json'), 'utf8'), lock);
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'sample', version: '1.0.0', dependencies: { inner: 'file:inner', other: '1.0.0' } }));
  rmSync(join(root, 'node_modules', '.stepwell-stamp'));
  await assert.rejects(installPackages(root, quiet), { name: 'LaunchFault' });
});

test('what an outer npm says about omitting packages is dropped, where packages come from is kept', () => {
  const env = { npm_config_omit: 'dev', NPM_CONFIG_PRODUCTION: 'true', npm_lifecycle_event: 'start', npm_config_registry: 'https://registry.example.com', PATH: '/bin' };
  assert.deepEqual(cleanNpmEnvironment(env), { npm_config_registry: 'https://registry.example.com', PATH: '/bin' });
});

function checkoutWith(t, packages) {
  const root = testFolder(t);
  const dependencies = Object.fromEntries(Object.entries(packages).map(([name, { version }]) => [name, version]));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'sample', version: '1.0.0', dependencies }));
  writeLock(root, 'sample', packages, dependencies);
  return root;
}

function writeLock(root, name, packages, dependencies = {}) {
  const entries = Object.fromEntries(Object.entries(packages).map(([one, entry]) => [`node_modules/${one}`, entry]));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ name, version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'sample', version: '1.0.0', dependencies }, ...entries } }));
}
