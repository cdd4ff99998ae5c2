import { expect, test } from 'vitest'
import type { JournalEntry } from './journal-entry.ts'
import { readProgress } from './journal-progress.ts'

function entry(id: number, changes: Partial<JournalEntry>): JournalEntry {
  return {
    id,
    revision: 'a1',
    direction: 'upgrade',
    statement: null,
    status: 'done',
    checksum: '',
    statements: 0,
    rowCount: null,
    startedAt: '',
    finishedAt: null,
    limbeckVersion: '',
    process: null,
    sqlText: null,
    error: null,
    databaseUser: null,
    osUser: null,
    ...changes,
  }
}

test('a revision that never ran, or ended well, leaves nothing to go on with', () => {
  expect(readProgress([], 'upgrade')).toBeNull()
  expect(readProgress([entry(1, { status: 'running', statement: 1 }), entry(2, {})], 'upgrade')).toBeNull()
})

test('a run that failed and was rolled back as a whole leaves nothing', () => {
  expect(readProgress([entry(1, {}), entry(2, { status: 'failed' })], 'upgrade')).toBeNull()
})

test('a killed run leaves what it had done, the newest row of each operation', () => {
  const killed = [
    entry(1, {}),
    entry(2, { status: 'interrupted' }),
    entry(3, { statement: 1, status: 'running' }),
    entry(4, { statement: 2, status: 'done' }),
    entry(5, { status: 'running' }),
    entry(6, { statement: 1, status: 'done' }),
  ]
  const progress = readProgress(killed, 'upgrade')
  expect(progress?.run.id).toBe(5)
  expect([...(progress?.operations ?? [])].map(([position, { id }]) => [position, id])).toEqual([
    [1, 6],
    [2, 4],
  ])
  expect(readProgress(killed, 'downgrade')).toBeNull()
})

test('what came before the last finished run, in whatever direction, is over', () => {
  const rows = [
    entry(1, { status: 'running' }),
    entry(2, { statement: 1, status: 'done' }),
    entry(3, { direction: 'stamp' }),
  ]
  expect(readProgress(rows, 'upgrade')).toBeNull()
})
