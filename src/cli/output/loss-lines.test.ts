import { expect, test } from 'vitest'
import { lossLines, lossSentence } from './loss-lines.ts'

const users = { table: 'users', column: null, rows: 1204, orMore: false }
const nickname = { table: 'people', column: 'nickname', rows: 1, orMore: false }
const log = { table: 'log', column: null, rows: 10_000, orMore: true, emptied: true } as const

test.each([
  [[users], 'This downgrade drops 1 table with what it holds.'],
  [[users, nickname], 'This downgrade drops 1 table and 1 column with what they hold.'],
  [[users, log], 'This downgrade drops 1 table and empties 1 table with what they hold.'],
  [[log, { ...log, table: 'b' }], 'This downgrade empties 2 tables.'],
])('%#', (losses, sentence) => {
  expect(lossSentence(losses)).toBe(sentence)
})

test('each line says what goes', () => {
  expect(lossLines([users, nickname, log])).toEqual([
    'table users (1,204 rows)',
    'column people.nickname (1 value)',
    'table log (more than 10,000 rows, deleted)',
  ])
})
