/** Packages are taken from their sources: a test never runs against an old build. */
const sources = {
  '^@kequan/(contracts|workflows)$': '<rootDir>/$1/index.ts',
  '^@kequan/contracts/pure$': '<rootDir>/contracts/pure.ts',
  '^@kequan/dev$': '<rootDir>/deploy/dev/index.ts',
  '^@kequan/kit$': '<rootDir>/services/kit/index.ts',
  '^@kequan/kit/testing$': '<rootDir>/services/kit/testing/index.ts',
  '^@kequan/host$': '<rootDir>/services/host/host.ts',
  '^@kequan/(gateway|identity|institution|catalog|voucher|trade|settlement|review|files|notification|insight)$':
    '<rootDir>/services/$1/service.ts',
};

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.data/'],
  modulePathIgnorePatterns: ['/dist/', '/.data/'],
  watchPathIgnorePatterns: ['/dist/', '/.data/'],
  moduleNameMapper: sources,
  transform: {
    '\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // These are ES modules only.
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|uuid|openid-client|oauth4webapi|http-proxy-middleware|httpxy|is-plain-obj)/)',
  ],
  globalSetup: '<rootDir>/deploy/dev/jest/global-setup.ts',
  globalTeardown: '<rootDir>/deploy/dev/jest/global-teardown.ts',
  reporters: ['default', '<rootDir>/deploy/dev/jest/totals-reporter.js'],
  maxWorkers: 2,
  testTimeout: 60_000,
};
