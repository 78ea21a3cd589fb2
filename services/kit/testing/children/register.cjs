/**
 * Lets a child process of a test run TypeScript from its sources, with the packages of this repository taken from their
 * sources too, as Jest does it for the test itself. Used as `node -r register.cjs child.ts`.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '..', '..', '..', '..');
const sources = {
  '@kequan/contracts': join(root, 'contracts', 'index.ts'),
  '@kequan/kit': join(root, 'services', 'kit', 'index.ts'),
  '@kequan/kit/testing': join(root, 'services', 'kit', 'testing', 'index.ts'),
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolveFilename.call(this, sources[request] ?? request, ...rest);
};

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};
