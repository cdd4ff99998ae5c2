import type { JsonObject } from '../../../../errors/index.ts'
import type { Operation } from '../../../../operations/index.ts'
import type { Catalog, Constraint, Index, TableRef } from '../../../../schema/index.ts'
import {
  type Suspects,
  castSuspects,
  changesOf,
  checkSuspects,
  enumSuspects,
  foreignKeySuspects,
  nullSuspects,
  uniqueSuspects,
} from './suspects.ts'

/** What the server said about a failure, from the explained error's details. */
export interface Failure {
  readonly sqlState: string
  readonly constraint: string | null
  readonly column: string | null
}

export function readFailure(details: JsonObject): Failure | null {
  const text = (key: string) => (typeof details[key] === 'string' ? details[key] : null)
  const sqlState = text('sqlState')
  return sqlState === null ? null : { sqlState, constraint: text('constraint'), column: text('column') }
}

const castFailures = new Set(['22P02', '22001', '22003', '22007', '22008', '42804'])

/**
 * Where to look for the rows that made an operation fail. `catalog` is the database's present state; the constraint that
 * could not be made is none of it, so it is read from the operation.
 */
export function findSuspects(failure: Failure, op: Operation, catalog: Catalog, major: number): readonly Suspects[] {
  const changes = changesOf(op)
  if (failure.sqlState === '23502') return nullsIn(failure, changes)
  if (castFailures.has(failure.sqlState)) {
    return changes.flatMap((change) => castsIn(change, catalog, major))
  }
  return changes
    .flatMap((change): readonly (Constraint | Index)[] => madeBy(change))
    .filter((made) => failure.constraint === null || made.name === failure.constraint)
    .flatMap((made) => suspectsOf(made, failure.sqlState))
}

function nullsIn(failure: Failure, changes: readonly Operation[]): readonly Suspects[] {
  const found: Suspects[] = []
  for (const change of changes) {
    if (change.kind === 'alterColumn' && change.changes.nullable === false) {
      if (failure.column === null || failure.column === change.column) {
        found.push(nullSuspects({ namespace: change.namespace, name: change.table }, [change.column]))
      }
    } else if (change.kind === 'createConstraint' && change.constraint.kind === 'primaryKey') {
      const { namespace, table, columns } = change.constraint
      found.push(nullSuspects({ namespace, name: table }, columns))
    } else if (change.kind === 'addColumn' && change.column.name === failure.column) {
      const { namespace, table, name } = change.column
      found.push({
        table: { namespace, name: table },
        condition: 'true',
        words: `would have nothing in '${name}', which may not be NULL and has no default`,
      })
    }
  }
  return found
}

function madeBy(change: Operation): readonly (Constraint | Index)[] {
  if (change.kind === 'createConstraint') return [change.constraint]
  return change.kind === 'createIndex' ? [change.index] : []
}

function suspectsOf(made: Constraint | Index, sqlState: string): readonly Suspects[] {
  const table: TableRef = { namespace: made.namespace, name: made.table }
  if (sqlState === '23505' && (made.kind === 'unique' || made.kind === 'primaryKey' || made.kind === 'index')) {
    return [uniqueSuspects(made)]
  }
  if (sqlState === '23503' && made.kind === 'foreignKey') return [foreignKeySuspects(made)]
  if (sqlState === '23514' && made.kind === 'check') return [checkSuspects(table, made.name, made.expression.sql)]
  return []
}

function castsIn(change: Operation, catalog: Catalog, major: number): readonly Suspects[] {
  if (change.kind === 'alterColumn' && change.changes.type !== undefined && change.using === null) {
    const table = { namespace: change.namespace, name: change.table }
    const found = castSuspects(table, change.column, change.changes.type, major)
    return found === null ? [] : [found]
  }
  if (change.kind !== 'dropEnumValue' || change.replacement !== null) return []
  const found: Suspects[] = []
  for (const object of catalog.objects()) {
    if (object.kind !== 'column') continue
    const isArray = object.type.kind === 'array'
    const type = object.type.kind === 'array' ? object.type.of : object.type
    if (type.kind !== 'enum' || type.name !== change.name || type.namespace !== change.namespace) continue
    const table = { namespace: object.namespace, name: object.table }
    found.push(enumSuspects(table, object.name, isArray, change.value))
  }
  return found
}
