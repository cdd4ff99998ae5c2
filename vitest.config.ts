import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Tests say which database they mean; that of whoever runs them is none of their business.
delete process.env['DATABASE_URL']

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres-global-setup.ts'],
    // Tests wait for servers and processes half of the time; the default leaves one of two processors without a file.
    maxWorkers: Math.max(2, availableParallelism()),
    setupFiles: ['test/support/fixed-seed.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Whole processes and servers on a machine that may be busy: the limit only ends what hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
