import tseslint from 'typescript-eslint';

const nodeBuiltins = [
  'node:*',
  'fs',
  'fs/*',
  'path',
  'crypto',
  'http',
  'https',
  'net',
  'os',
  'child_process',
  'timers',
];
const ioLibraries = [
  'mongodb',
  'kafkajs',
  'express',
  'pino',
  'jose',
  '@temporalio/client',
  '@temporalio/worker',
  '@kequan/kit',
];
const tests = ['**/*.test.ts', '**/tests/**/*.ts', 'tests/**/*.ts'];
/** The rooms of workflows/, and what each may import of the others: processes stand over review, review over kit. */
const processes = ['onboarding', 'publication', 'issuance', 'redemption', 'payout'];
const closedTo = {
  kit: ['review', ...processes],
  review: processes,
  ...Object.fromEntries(processes.map((name) => [name, processes.filter((other) => other !== name)])),
};
const noWayOut = {
  group: [...nodeBuiltins, ...ioLibraries],
  message: 'Workflow code is deterministic: no I/O.',
};
const services = [
  'gateway',
  'identity',
  'institution',
  'catalog',
  'voucher',
  'trade',
  'settlement',
  'review',
  'files',
  'notification',
  'insight',
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.data/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Express' Request is an interface that extends a class; the rule takes it for a forgery.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A method that answers a promise to meet an interface need not await.
      '@typescript-eslint/require-await': 'off',
      // A library's type under a name of ours.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // The fence: workflow code is deterministic, so it has no way out of its sandbox.
    files: ['workflows/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-imports': ['error', { patterns: [noWayOut] }],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'fetch', 'setInterval', 'require'],
    },
  },
  ...Object.entries(closedTo).map(([room, others]) => ({
    files: [`workflows/${room}/**/*.ts`],
    ignores: tests,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            noWayOut,
            {
              group: others.map((other) => `**/${other}/**`),
              message:
                'A process does not reach into another: what they share lives in workflows/review or workflows/kit.',
            },
          ],
        },
      ],
    },
  })),
  {
    // contracts is shared by workflows and browsers: no I/O, no framework.
    files: ['contracts/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [...nodeBuiltins, ...ioLibraries, '@kequan/*'],
              message: 'contracts holds schemas and pure rules only.',
            },
          ],
        },
      ],
    },
  },
  ...services.map((service) => ({
    files: [`services/${service}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: services
                .filter((s) => s !== service)
                .flatMap((s) => [`@kequan/${s}`, `@kequan/${s}/*`, `../${s}/*`, `**/../${s}/**`]),
              message: 'A service does not reach into another.',
            },
          ],
        },
      ],
    },
  })),
  {
    // A day, month or year that people see or rules count is China's: `localDay`, `localMinute` of contracts (M20).
    files: ['services/**/*.ts', 'workflows/**/*.ts'],
    // The day in a cell of a spreadsheet has no zone.
    ignores: [...tests, 'services/catalog/records/import/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.property.name=/^(slice|substring|split)$/][callee.object.callee.property.name='toISOString']",
          message: 'This cuts a day out of UTC; ask contracts for the local one.',
        },
      ],
    },
  },
  {
    files: ['deploy/dev/**', 'tests/**', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.{js,mjs,cjs}'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/no-require-imports': 'off',
      'no-console': 'off',
    },
  },
);
