import { expect, test } from 'vitest'
import { createSqliteDatabase } from '../../test/support/sqlite-database.ts'
import { type Dialect } from '../dialects/index.ts'
import { sqlite } from '../dialects/sqlite/index.ts'
import { headChanges, moveHeads } from './version-table.ts'

test('a merge first deletes all rows but one, then updates that one', () => {
  expect(headChanges(['a', 'b', 'c'], ['m'])).toEqual([
    { kind: 'delete', from: 'a' },
    { kind: 'delete', from: 'b' },
    { kind: 'update', from: 'c', to: 'm' },
  ])
})

test('the way back over a merge updates one row and inserts the others', () => {
  expect(headChanges(['m'], ['a', 'b'])).toEqual([
    { kind: 'update', from: 'm', to: 'b' },
    { kind: 'insert', to: 'a' },
  ])
})

test('a row that is not where it should be ends the run', async () => {
  await using database = await createSqliteDatabase(
    "CREATE TABLE v (version_num varchar(40)); INSERT INTO v VALUES ('other')",
  )
  const dialect: Dialect = sqlite
  const move = (before: readonly string[], after: readonly string[]) =>
    moveHeads(before, after, { namespace: null, name: 'v' }, dialect, database.connection)
  await expect(move(['a'], ['b'])).rejects.toMatchObject({
    code: 'LB6007',
    message: "Online migration expected to match one row when updating 'a' to 'b' in 'v'; 0 found",
  })
  await expect(move(['a', 'b'], ['b'])).rejects.toThrow("match one row when deleting 'a' in 'v'; 0 found")
})
