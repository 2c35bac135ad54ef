import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noEnum = { selector: 'TSEnumDeclaration', message: 'String unions, not enums: they need no import and survive JSON.' };
const noRoles = 'Pages know no roles of staff: ask `may` of /me, of a block or of a session.';
/** As in `clinicRoles` of the kernel. */
const clinicRoles = ['clinician', 'coordinator', 'supervisor', 'admin'];

/** House rules that a machine can see. Each rule beyond the recommended sets carries its reason. */
export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.stepwell/**', 'coverage/**', 'infra/checks/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './apps/web/tsconfig.json'], tsconfigRootDir: new URL('../..', import.meta.url).pathname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      // Decorator factories of Nest and zod's inference give these as false alarms; tsc checks the same.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // The reader comes first: what does not fit on a few screens has more than one idea in it.
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 6],
      complexity: ['error', 16],
      // A default export has no name of its own, so the same thing ends up with three.
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', noEnum],
    },
  },
  {
    // The time is injected, so that what is computed from it can be tested.
    files: ['libs/*/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'performance', 'setTimeout', 'setInterval', 'process'],
    },
  },
  {
    // One way to the database: withPrincipal, and inside of it sql and manager().
    files: ['libs/**/*.ts', 'apps/**/*.ts'],
    ignores: ['libs/platform/**', 'libs/testing/**', '**/*.spec.ts', 'apps/clinic/src/demo/**', 'apps/clinic/src/new-clinic.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'typeorm', importNames: ['DataSource', 'Repository', 'EntityManager'], message: 'Reach the database through Database, sql and manager() of #platform.' }, { name: 'pg', message: 'Reach the database through Database, sql and manager() of #platform.' }] },
      ],
    },
  },
  { files: ['apps/clinic/src/**/*.ts', 'libs/platform/src/http/serve.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.e2e-spec.ts', 'tests/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['apps/web/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks }, rules: { ...reactHooks.configs.recommended.rules, 'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }] } },
  {
    // The server says what somebody may do (`may`); a page that knows roles knows it better, and wrong.
    files: ['apps/web/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts', '**/*.spec.tsx', 'apps/web/src/staff/gallery/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        noEnum,
        { selector: `Literal[value=/^(${clinicRoles.join('|')})$/]`, message: noRoles },
        { selector: 'BinaryExpression:has(MemberExpression[property.name="roles"])', message: noRoles },
        { selector: 'CallExpression[callee.property.name=/^(includes|some|every|find|indexOf)$/][callee.object.property.name="roles"]', message: noRoles },
      ],
    },
  },
  // Jest and Vite ask for a default export.
  { files: ['apps/web/vite.config.ts', 'libs/testing/src/database/template-*.mjs'], rules: { 'no-restricted-exports': 'off' } },
  { files: ['**/*.mjs', '**/*.js'], ...tseslint.configs.disableTypeChecked },
);
