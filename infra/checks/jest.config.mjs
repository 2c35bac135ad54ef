/**
 * Every test of the house, as Jest projects.
 *
 * The first moduleNameMapper line is what keeps tests honest: without it `#lib` resolves to `dist/`, and tests pass on stale code.
 */
import { fileURLToPath } from 'node:url';

const libs = 'kernel|contracts|identity|scheduling|group-room|attendance|sfu|audit|platform|testing';

const base = {
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  testEnvironment: 'node',
  testEnvironmentOptions: { exportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.stepwell'],
  moduleNameMapper: {
    '^#contracts/routes$': '<rootDir>/libs/contracts/src/routes.ts',
    [`^#(${libs})$`]: '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '\\.css$': '<rootDir>/infra/checks/jest-css.mjs',
  },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true, tsx: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
        },
      },
    ],
  },
};

const withDatabase = {
  globalSetup: '<rootDir>/libs/testing/src/database/template-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/src/database/template-teardown.mjs',
};

export default {
  // A boot on a busy machine takes longer than Jest's five seconds; no test waits for time by itself.
  testTimeout: 60_000,
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/{rooms,scheduling,clinic}/**/*.spec.ts', '<rootDir>/infra/**/*.spec.ts'] },
    {
      ...base,
      displayName: 'web',
      testEnvironment: 'jsdom',
      // Without 'source': react-aria publishes its own sources under that condition.
      testEnvironmentOptions: { customExportConditions: ['browser', 'node'] },
      testMatch: ['<rootDir>/apps/web/**/*.spec.{ts,tsx}'],
    },
    { ...base, displayName: 'api', testMatch: ['<rootDir>/tests/api/**/*.e2e-spec.ts'], ...withDatabase },
    { ...base, displayName: 'live', testMatch: ['<rootDir>/tests/live/**/*.e2e-spec.ts'], ...withDatabase },
  ],
};
