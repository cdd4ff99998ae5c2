import { expect, test } from 'vitest'
import { headChanges } from './version-table.ts'

test('the first revision inserts a row, the next one updates it', () => {
  expect(headChanges([], ['a'])).toEqual([{ kind: 'insert', to: 'a' }])
  expect(headChanges(['a'], ['b'])).toEqual([{ kind: 'update', from: 'a', to: 'b' }])
})

test('a branch inserts, a merge deletes all heads but the last and updates that one', () => {
  expect(headChanges(['a'], ['a', 'b'])).toEqual([{ kind: 'insert', to: 'b' }])
  expect(headChanges(['a', 'b', 'c'], ['m'])).toEqual([
    { kind: 'delete', from: 'a' },
    { kind: 'delete', from: 'b' },
    { kind: 'update', from: 'c', to: 'm' },
  ])
})

test('going back over a merge updates one row and inserts the others', () => {
  expect(headChanges(['m'], ['a', 'b'])).toEqual([
    { kind: 'update', from: 'm', to: 'a' },
    { kind: 'insert', to: 'b' },
  ])
  expect(headChanges(['a'], [])).toEqual([{ kind: 'delete', from: 'a' }])
  expect(headChanges(['a', 'b'], ['a', 'b'])).toEqual([])
})
