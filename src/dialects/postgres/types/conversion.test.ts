import { expect, test } from 'vitest'
import { scratchConnection } from '../../../../test/support/postgres-connection.ts'
import { type ColumnType, createCatalog, defaultTableOptions } from '../../../schema/index.ts'
import { postgres } from '../index.ts'
import { conversionOf } from './conversion.ts'

const mood = (name: string): ColumnType => ({ kind: 'enum', namespace: null, name, values: ['1', 'happy'] })
const types: readonly ColumnType[] = [
  { kind: 'smallInteger' },
  { kind: 'integer' },
  { kind: 'bigInteger' },
  { kind: 'float' },
  { kind: 'double' },
  { kind: 'decimal', precision: null, scale: null },
  { kind: 'decimal', precision: 6, scale: 2 },
  { kind: 'boolean' },
  { kind: 'text' },
  { kind: 'string', length: 10 },
  { kind: 'char', length: 4 },
  { kind: 'uuid' },
  { kind: 'json' },
  { kind: 'jsonb' },
  { kind: 'binary', length: null },
  { kind: 'date' },
  { kind: 'time', precision: null, withTimezone: false },
  { kind: 'time', precision: null, withTimezone: true },
  { kind: 'timestamp', precision: 3, withTimezone: false },
  { kind: 'timestamp', precision: null, withTimezone: true },
  { kind: 'interval', precision: null },
  mood('mood'),
  mood('other_mood'),
  { kind: 'array', of: { kind: 'integer' } },
  { kind: 'array', of: { kind: 'text' } },
]

test('PostgreSQL takes every conversion that is not called impossible', async () => {
  await using scratch = await scratchConnection('casts')
  const { connection } = scratch
  const capabilities = postgres.capabilitiesOf(connection.serverVersion)
  await connection.executeScript(
    `CREATE TYPE mood AS ENUM ('1', 'happy'); CREATE TYPE other_mood AS ENUM ('happy', '1')`,
  )
  const refused: string[] = []
  for (const from of types) {
    for (const to of types) {
      if (conversionOf(from, to).safety === 'impossible') continue
      const column = { kind: 'column', namespace: null, table: 't', name: 'a', type: from, nullable: true } as const
      const rest = { default: null, identity: null, generated: null, collation: null, comment: null } as const
      const table = {
        kind: 'table',
        namespace: null,
        name: 't',
        comment: null,
        options: defaultTableOptions,
        definition: null,
      } as const
      const statements = postgres.emit(
        { kind: 'alterColumn', namespace: null, table: 't', column: 'a', changes: { type: to }, using: null },
        { before: createCatalog([table, { ...column, ...rest }]), capabilities },
      )
      const create = `CREATE TEMPORARY TABLE t (a ${postgres.types.print(from)})`
      try {
        await connection.executeScript([create, ...statements.map(({ sql }) => sql), 'DROP TABLE t'].join(';\n'))
      } catch (error) {
        refused.push(`${postgres.types.print(from)} → ${postgres.types.print(to)}: ${String(error)}`)
        await connection.executeScript('DROP TABLE IF EXISTS t')
      }
    }
  }
  expect(refused).toEqual([])
})

const safety = (from: ColumnType, to: ColumnType) => postgres.types.castSafety(from, to)

test('what happens to values', () => {
  const string = (length: number | null): ColumnType => ({ kind: 'string', length })
  const decimal = (precision: number, scale: number): ColumnType => ({ kind: 'decimal', precision, scale })
  expect(safety(string(10), string(20))).toBe('safe')
  expect(safety(string(20), string(10))).toBe('checked')
  expect(safety(string(20), { kind: 'text' })).toBe('safe')
  expect(safety({ kind: 'integer' }, { kind: 'bigInteger' })).toBe('safe')
  expect(safety({ kind: 'bigInteger' }, { kind: 'integer' })).toBe('checked')
  expect(safety({ kind: 'integer' }, string(11))).toBe('safe')
  expect(safety({ kind: 'bigInteger' }, { kind: 'double' })).toBe('lossy')
  expect(safety(decimal(10, 2), decimal(12, 2))).toBe('safe')
  expect(safety(decimal(10, 2), decimal(10, 1))).toBe('lossy')
  expect(safety(decimal(10, 2), decimal(10, 4))).toBe('checked')
  expect(safety({ kind: 'text' }, { kind: 'uuid' })).toBe('checked')
  expect(safety({ kind: 'text' }, { kind: 'binary', length: null })).toBe('safe')
  expect(safety({ kind: 'array', of: { kind: 'text' } }, { kind: 'jsonb' })).toBe('safe')
  expect(safety({ kind: 'jsonb' }, { kind: 'array', of: { kind: 'text' } })).toBe('impossible')
  expect(safety({ kind: 'array', of: { kind: 'integer' } }, { kind: 'integer' })).toBe('lossy')
  expect(safety({ kind: 'uuid' }, { kind: 'integer' })).toBe('impossible')
  expect(safety({ kind: 'raw', sql: 'varchar(5)' }, string(5))).toBe('safe')
})
