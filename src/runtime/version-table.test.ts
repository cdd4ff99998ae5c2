import { expect, test } from 'vitest'
import { headChanges } from './version-table.ts'

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
