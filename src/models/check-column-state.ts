import type { ColumnType, ColumnTypeKind, Identity } from '../schema/index.ts'
import { checkName } from './check-name.ts'
import { checkEnumType } from './check-enum-type.ts'
import type { ColumnState } from './column-state.ts'
import { describeType } from './describe-type.ts'
import { modelError } from './model-error.ts'
import { type ColumnPlace, detailsOf, displayOf } from './place.ts'

/**
 * Refuses what a column builder cannot mean.
 *
 * @throws LimbeckError LB3006, LB3009, LB3010, LB3011, LB3012
 */
export function checkColumnState(state: ColumnState, place: ColumnPlace): void {
  checkName(place.name, () => `a column of ${displayOf({ ...place, name: undefined })}`, place.file)
  if (state.renamedFrom !== null) checkName(state.renamedFrom, () => `the former ${displayOf(place)}`, place.file)
  checkType(state.type, place)
  if (state.enumType !== null) checkEnumType(state.enumType, place.file)
  const wrong = contradictionOf(state)
  if (wrong !== null) {
    const message = `The column ${displayOf(place)} ${wrong.message}.`
    throw modelError('LB3009', message, place.file, { hints: [wrong.hint], details: detailsOf(place) })
  }
  const wrongDefault = wrongDefaultOf(state)
  if (wrongDefault !== null) {
    const message = `The default ${wrongDefault} of ${displayOf(place)} does not fit its type ${describeType(state.type)}.`
    throw modelError('LB3010', message, place.file, { details: detailsOf(place) })
  }
}

const integers: ReadonlySet<ColumnTypeKind> = new Set(['integer', 'bigInteger', 'smallInteger', 'raw'])
const texts: ReadonlySet<ColumnTypeKind> = new Set(['string', 'char', 'text', 'raw'])
const times: ReadonlySet<ColumnTypeKind> = new Set(['date', 'time', 'timestamp', 'string', 'char', 'text', 'raw'])
const uuids: ReadonlySet<ColumnTypeKind> = new Set(['uuid', 'string', 'char', 'text', 'raw'])

interface Wrong {
  readonly message: string
  readonly hint: string
}

function contradictionOf(state: ColumnState): Wrong | null {
  if (state.identity !== null) {
    if (!integers.has(state.type.kind)) {
      const hint = 'Make it an integer, or take `.autoincrement()` or `.identity()` away.'
      return { message: `numbers its rows but is of type ${describeType(state.type)}`, hint }
    }
    if (state.default !== null) {
      return { message: 'numbers its rows and has a default', hint: 'Keep one of the two.' }
    }
    const wrongNumber = wrongSequenceOf(state.identity)
    if (wrongNumber !== null) {
      return { message: `numbers its rows with ${wrongNumber}`, hint: 'Give whole numbers; `increment` is not 0.' }
    }
    if (state.nullable === true) {
      return { message: 'numbers its rows and is nullable', hint: 'Take `.nullable()` away.' }
    }
  }
  if (state.generated !== null) {
    if (state.default !== null) {
      return { message: 'is generated and has a default', hint: 'Keep one of the two.' }
    }
    if (state.identity !== null) {
      return { message: 'is generated and numbers its rows', hint: 'Keep one of the two.' }
    }
  }
  // Other keys take NULL on SQLite where they say so.
  if (state.primaryKey !== null && state.nullable === true && state.type.kind === 'integer') {
    const hint = 'An integer that is the primary key is never NULL; take `.nullable()` away.'
    return { message: 'is the primary key and nullable', hint }
  }
  const element = state.type.kind === 'array' ? state.type.of : state.type
  if (state.collation !== null && !texts.has(element.kind)) {
    return {
      message: `has a collation but is of type ${describeType(state.type)}`,
      hint: 'Only text has a collation; take `.collate()` away.',
    }
  }
  return null
}

function wrongSequenceOf(identity: Identity): string | null {
  const { start, increment, minimum, maximum, cache } = identity
  for (const [name, value] of Object.entries({ start, increment, minimum, maximum, cache })) {
    const isWhole = typeof value === 'string' ? /^-?\d+$/.test(value) : Number.isSafeInteger(value)
    const fits = value === null || (isWhole && (name !== 'increment' || value !== 0))
    if (!fits) return `${name}: ${value}`
  }
  return null
}

function wrongDefaultOf(state: ColumnState): string | null {
  const kind = state.type.kind
  if (state.default?.kind === 'now' && !times.has(kind)) return 'of the current time'
  if (state.default?.kind !== 'uuid') return null
  const tooShort = (kind === 'string' || kind === 'char') && state.type.length !== null && state.type.length < 36
  return uuids.has(kind) && !tooShort ? null : 'of a random UUID'
}

function checkType(type: ColumnType, place: ColumnPlace): void {
  const wrong = wrongSettingOf(type)
  if (wrong !== null) {
    const message = `The type ${describeType(type)} of ${displayOf(place)} has ${wrong}.`
    throw modelError('LB3012', message, place.file, { details: detailsOf(place) })
  }
}

function wrongSettingOf(type: ColumnType): string | null {
  const outside = (value: number | null, low: number, high: number) =>
    value !== null && !(Number.isInteger(value) && value >= low && value <= high)
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'binary':
      return outside(type.length, 1, 2 ** 31 - 1) ? 'a length that is not a positive whole number' : null
    case 'decimal':
      if (outside(type.precision, 1, 1000)) return 'a precision that is not a whole number from 1 to 1000'
      if (type.scale !== null && type.precision === null) return 'a scale without a precision'
      return outside(type.scale, 0, type.precision ?? 0)
        ? 'a scale that is not a whole number from 0 to the precision'
        : null
    case 'time':
    case 'timestamp':
    case 'interval':
      return outside(type.precision, 0, 6) ? 'a precision that is not a whole number from 0 to 6' : null
    case 'raw':
      return type.sql.trim() === '' ? 'no name' : null
    case 'array':
      return wrongSettingOf(type.of)
    default:
      return null
  }
}
