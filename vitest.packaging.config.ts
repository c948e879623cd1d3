import { defineConfig } from 'vitest/config';

// The tests of what `npm run build:exe` and `npm run build:packages` have made; npm run test:exe runs them.
export default defineConfig({
  test: {
    include: ['test/packaging/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
