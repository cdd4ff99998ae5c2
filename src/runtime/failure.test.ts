import { expect, test } from 'vitest'
import { LimbeckError } from '../errors/index.ts'
import { statement } from '../sql/index.ts'
import { locateFailure } from './failure.ts'

const place = {
  direction: 'upgrade',
  revision: {
    id: 'a1',
    downRevisions: [],
    dependsOn: [],
    branchLabels: [],
    message: 'Add email',
    createdAt: null,
    file: '/project/migrations/a1.ts',
  },
  operation: { position: 3, kind: 'execute', describe: 'Execute SQL' },
} as const

test('the message names revision, file, operation and statement, with a caret under the spot', () => {
  const error = new LimbeckError('LB6100', 'column "nmae" does not exist', { details: { position: 20 } })
  const located = locateFailure(error, { ...place, statement: statement('UPDATE users\n  SET nmae = name') })
  expect(located.message).toMatchInlineSnapshot(`
    "column "nmae" does not exist
      revision   a1 (Add email), upgrade
      file       /project/migrations/a1.ts
      operation  3: Execute SQL
      statement  UPDATE users
                   SET nmae = name
                       ^"
  `)
  expect(located.details).toMatchObject({ revision: 'a1', direction: 'upgrade', line: 2, column: 7 })
  expect(located.cause).toBe(error)
})

test('of a long statement only the lines around the spot are shown', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`)
  const position = lines.slice(0, 30).join('\n').length + 2
  const error = new LimbeckError('LB6100', 'no', { details: { position } })
  const shown = locateFailure(error, { ...place, statement: statement(lines.join('\n')) }).message.split('\n')
  expect(shown.length).toBeLessThan(22)
  expect(shown[shown.findIndex((line) => line.trim() === '^') - 1]).toContain('line 30')
})
