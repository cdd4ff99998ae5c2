import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ColumnType } from '../schema/index.ts'
import { fitLiteral } from './default-literal.ts'

const enumeration: ColumnType = { kind: 'enum', namespace: null, name: 'status', values: ['draft', 'active'] }
const moment: ColumnType = { kind: 'timestamp', precision: null, withTimezone: true }
const localMoment: ColumnType = { kind: 'timestamp', precision: null, withTimezone: false }
const money: ColumnType = { kind: 'decimal', precision: 5, scale: 2 }

describe('fitLiteral', () => {
  it.each<[ColumnType, unknown, unknown]>([
    [{ kind: 'integer' }, 5, 5],
    [{ kind: 'integer' }, 5n, 5],
    [{ kind: 'bigInteger' }, 2n ** 62n, '4611686018427387904'],
    [{ kind: 'bigInteger' }, '12', 12],
    [{ kind: 'double' }, 0.5, 0.5],
    [money, 1.5, 1.5],
    [money, '1.5', 1.5],
    [money, '0.00', '0.00'],
    [money, 999.99, 999.99],
    [{ kind: 'string', length: 3 }, 'abc', 'abc'],
    [{ kind: 'string', length: 1 }, '🙂', '🙂'],
    [{ kind: 'boolean' }, false, false],
    [{ kind: 'date' }, '2026-01-31', '2026-01-31'],
    [{ kind: 'date' }, new Date('2026-01-31T10:00:00Z'), '2026-01-31'],
    [{ kind: 'time', precision: null, withTimezone: false }, '08:30', '08:30'],
    [moment, '2026-01-31T08:30:00Z', '2026-01-31T08:30:00Z'],
    [moment, new Date('2026-01-31T08:30:00Z'), '2026-01-31 08:30:00+00:00'],
    [localMoment, new Date('2026-01-31T08:30:00.250Z'), '2026-01-31 08:30:00.250'],
    [{ kind: 'interval', precision: null }, '1 day', '1 day'],
    [{ kind: 'json' }, { a: [1, null, 'x'] }, { a: [1, null, 'x'] }],
    [{ kind: 'uuid' }, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'],
    [enumeration, 'draft', 'draft'],
    [{ kind: 'array', of: { kind: 'integer' } }, [1, null, 2], [1, null, 2]],
    [{ kind: 'raw', sql: 'citext' }, 'x', 'x'],
  ])('takes %j %o', (type, value, kept) => {
    expect(fitLiteral(value, type)).toEqual(kept)
  })

  it.each<[ColumnType, unknown]>([
    [{ kind: 'integer' }, '5'],
    [{ kind: 'integer' }, 1.5],
    [{ kind: 'integer' }, 2 ** 31],
    [{ kind: 'smallInteger' }, -32_769],
    [{ kind: 'bigInteger' }, 2n ** 63n],
    [{ kind: 'bigInteger' }, 2 ** 60],
    [{ kind: 'double' }, Number.NaN],
    [money, 1000],
    [money, 0.001],
    [money, 'much'],
    [money, '.'],
    [{ kind: 'string', length: 3 }, 'abcd'],
    [{ kind: 'text' }, 5],
    [{ kind: 'boolean' }, 5],
    [{ kind: 'boolean' }, 'true'],
    [{ kind: 'date' }, 'tomorrow'],
    [moment, new Date(Number.NaN)],
    [moment, 'now'],
    [{ kind: 'json' }, { a: undefined }],
    [{ kind: 'json' }, new Date()],
    [{ kind: 'uuid' }, 'x'],
    [{ kind: 'binary', length: null }, new Uint8Array()],
    [enumeration, 'deleted'],
    [{ kind: 'array', of: { kind: 'integer' } }, ['1']],
    [{ kind: 'array', of: { kind: 'integer' } }, 1],
    [{ kind: 'raw', sql: 'citext' }, () => 1],
  ])('refuses %j %o', (type, value) => {
    expect(fitLiteral(value, type)).toBeUndefined()
  })

  it('keeps every integer exactly, in one spelling', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const kept = fitLiteral(value, { kind: 'bigInteger' })
        expect(BigInt(kept as number | string)).toBe(value)
        expect(fitLiteral(String(value), { kind: 'bigInteger' })).toBe(kept)
      }),
    )
  })

  it('takes what it gave', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const kept = fitLiteral(value, { kind: 'jsonb' })
        expect(fitLiteral(kept, { kind: 'jsonb' })).toEqual(kept)
      }),
    )
  })
})
