import { expect, test } from 'vitest'
import { importSourceFor } from './import-source.ts'

const revision = '/srv/app/db/migrations/2026_a.ts'

test.each([
  ['#db/operations', '#db/operations'],
  ['@team/database', '@team/database'],
  ['node:path', 'node:path'],
  ['./db/operations.ts', '../operations.ts'],
  ['./db/migrations/own.ts', './own.ts'],
  ['../shared/types.ts', '../../../shared/types.ts'],
  ['file:///srv/app/db/with%20space.ts?fresh=1', '../with space.ts'],
])('%s is written as %s', (module, source) => {
  expect(importSourceFor(module, revision, '/srv/app')).toBe(source)
})
