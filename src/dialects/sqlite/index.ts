import type { Dialect } from '../index.ts'
import { canonicalize } from './canonicalize.ts'
import { capabilitiesOf } from './capabilities.ts'
import { comparable } from './comparable.ts'
import { sqliteDriver } from './driver.ts'
import { emit, readsBefore } from './emit.ts'
import { explainError } from './explain-error.ts'
import { explainRows } from './explain-rows.ts'
import { grammar } from './grammar.ts'
import { introspect } from './introspect.ts'
import { isNeverNullKey } from './never-null-key.ts'
import { altersObject, renamesObject } from './objects/index.ts'
import { rowKey } from './row-key.ts'
import { createScratch } from './scratch.ts'
import { script, session } from './session.ts'
import { types } from './types.ts'

/** SQLite. */
export const sqlite: Dialect = {
  ...sqliteDriver,
  grammar,
  types,
  capabilitiesOf,
  createScratch,
  introspect,
  canonicalize,
  comparable,
  altersObject,
  renamesObject,
  keyTakesNull: (column, catalog) => column.nullable && !isNeverNullKey(column, catalog),
  altersTable: (attribute) => attribute === 'strict' || attribute === 'withoutRowid',
  dependentsStay: true,
  caselessNames: true,
  emit,
  readsBefore,
  rowKey,
  session,
  script,
  explainError,
  explainRows,
}

export { SqliteConnection } from './connection.ts'
