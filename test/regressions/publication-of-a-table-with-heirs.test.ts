import { expect, test } from 'vitest'
import { makePostgresDatabase } from '../round-trip/pair-databases.ts'
import { travel } from '../round-trip/travel.ts'

test('a publication takes a table without its heirs, and its columns in whatever order they were made', async () => {
  const tables = 'CREATE TABLE parent (id integer, label text); CREATE TABLE child () INHERITS (parent);'
  const a = `${tables} CREATE PUBLICATION p FOR TABLE ONLY child;`
  const b = `${tables.replace('id integer, label text', 'label text, id integer, more text')}
    CREATE PUBLICATION p FOR TABLE ONLY parent (id, label);`
  expect(await travel({ a, b }, makePostgresDatabase)).toEqual({ outcome: 'passed', reason: '' })
})
