import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres-global-setup.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Whole processes and servers on a machine that may be busy: the limit only ends what hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
