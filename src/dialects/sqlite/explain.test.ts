import { expect, test } from 'vitest'
import { createSqliteDatabase } from '../../../test/support/sqlite-database.ts'
import { aCheck, aUnique, alterColumn, createConstraint, dropColumn } from '../../../test/support/sqlite-objects.ts'
import { isLimbeckError } from '../../errors/index.ts'
import type { Operation } from '../../operations/index.ts'
import { sqlite } from './index.ts'

const people = `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age TEXT);
  INSERT INTO people VALUES (1, 'Ada', '36'), (2, 'Ada', 'old'), (3, NULL, ''), (4, 'Bob', '7');`

const execute = (sql: string): Operation => ({ kind: 'execute', sql, parameters: [] })

test.each<[string, Operation, object]>([
  [
    'syntax',
    execute('SELECT *\nFORM people'),
    { code: 'LB6159', details: { position: 10, line: 2, column: 1, caret: 'FORM people\n^' } },
  ],
  ['end of the text', execute('INSERT INTO people VALUES (1'), { code: 'LB6159', details: { line: 1, column: 29 } }],
  [
    'missing table',
    execute('DELETE FROM peopel'),
    { code: 'LB6156', message: 'There is no table "peopel".', details: { position: 13 } },
  ],
  ['missing column', execute('UPDATE people SET nam = 1'), { code: 'LB6156', message: 'There is no column "nam".' }],
  [
    'string in double quotes',
    execute('UPDATE people SET name = "x"'),
    { code: 'LB6156', hints: [expect.stringContaining('single quotes')] },
  ],
  [
    'existing table',
    execute('CREATE TABLE people (a)'),
    { code: 'LB6157', message: 'There is a table "people" already.' },
  ],
  [
    'existing column',
    execute('ALTER TABLE people ADD COLUMN name'),
    { code: 'LB6157', message: 'There is a column "name" already.' },
  ],
  ['what ALTER cannot do', execute('ALTER TABLE people DROP COLUMN id'), { code: 'LB6160' }],
  ['missing table of an operation', dropColumn('peopel', 'a'), { code: 'LB6156' }],
  [
    'missing column of an operation',
    dropColumn('people', 'nam'),
    { code: 'LB6156', message: 'Table "people" has no column "nam"; did you mean "name"?' },
  ],
])('%s', async (_, operation, expected) => {
  await using db = await createSqliteDatabase(people, { memory: true })
  await expect(db.run([operation])).rejects.toMatchObject(expected)
})

test.each<[string, Operation, string]>([
  ['NULL', alterColumn('people', 'name', { nullable: false }), '1 row of "people": id = 3.'],
  [
    'doubles',
    createConstraint(aUnique('people', 'uq', ['name'])),
    `1 value is there more than once in "people": name = 'Ada' (2 times).`,
  ],
  ['checks', createConstraint(aCheck('people', 'ck', "age <> ''")), '1 row of "people": id = 3.'],
  ['conversions', alterColumn('people', 'age', { type: { kind: 'integer' } }), '2 rows of "people": id = 2; id = 3.'],
])('the rows are named: %s', async (_, operation, expected) => {
  for (const version of ['3.40.0', '3.53.4']) {
    await using db = await createSqliteDatabase(people, { memory: true })
    const error: unknown = await db.run([operation], { version }).catch((thrown: unknown) => thrown)
    if (!isLimbeckError(error)) throw error
    expect(await sqlite.explainRows(error, operation, db.connection)).toEqual([expected])
  }
})
