// ESM TypeScript through swc: fast, and independent of the TypeScript version; types are checked by `npm run types`.
const swc = { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } };

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/scripts/dev/jest-report.mjs'],
};
