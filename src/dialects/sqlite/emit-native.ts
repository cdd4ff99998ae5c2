import { assertNever } from '../../errors/index.ts'
import type {
  AddColumn,
  AlterColumn,
  DropColumn,
  DropConstraint,
  RenameConstraint,
  TableChange,
} from '../../operations/index.ts'
import {
  type Catalog,
  type Check,
  type Column,
  type TableDefinition,
  createCatalog,
  objectsOf,
  tableOf,
} from '../../schema/index.ts'
import { type Statement, alterStatement, statement } from '../../sql/index.ts'
import type { Capabilities } from '../index.ts'
import { comparable } from './comparable.ts'
import { parseTable } from './create-text/index.ts'
import { isConstantDefault, printDefault } from './defaults.ts'
import { mentionsName } from './expression-text.ts'
import { columnText, constraintText, createIndexText } from './grammar.ts'
import { quote, tableName } from './names.ts'
import { isNeverNull } from './never-null.ts'
import { indexUses } from './rebuild/index.ts'

/**
 * A change of a table with SQLite's own ALTER TABLE, or null where this version cannot make it so.
 *
 * @param definition the table in front of the change, or undefined where it is not known; then SQLite has to judge
 * @see https://www.sqlite.org/lang_altertable.html
 */
export function nativeStatements(
  change: TableChange,
  definition: TableDefinition | undefined,
  capabilities: Capabilities,
): readonly Statement[] | null {
  switch (change.kind) {
    case 'addColumn':
      return addColumn(change.column, change.ifNotExists, definition, capabilities)
    case 'dropColumn':
      return definition === undefined ? null : dropColumn(change, definition, capabilities)
    case 'renameColumn':
      return [
        alterStatement(
          tableName({ ...change, name: change.table }),
          `RENAME COLUMN ${quote(change.column)} TO ${quote(change.to)}`,
        ),
      ]
    case 'alterColumn':
      return definition === undefined ? null : alterColumn(change, definition, capabilities)
    case 'createConstraint': {
      const { constraint } = change
      if (constraint.kind !== 'check' || !capabilities.alterNotNullAndCheck) return null
      if (definition !== undefined && !isNeverNull(constraint.expression.sql, definition.columns)) return null
      return [alterStatement(tableName(tableOf(constraint)), `ADD ${constraintText(constraint)}`)]
    }
    case 'dropConstraint':
      return dropConstraint(change, definition, capabilities)
    case 'renameConstraint':
      return renameConstraint(change, definition, capabilities)
    case 'createIndex':
      return [statement(createIndexText(change.index, { ifNotExists: change.ifNotExists }))]
    case 'dropIndex':
      return [statement(`DROP INDEX ${change.ifExists ? 'IF EXISTS ' : ''}${quote(change.name)}`)]
    case 'renameIndex': {
      const index = definition?.indexes.find(({ name }) => name.toLowerCase() === change.name.toLowerCase())
      if (index === undefined) return null
      const made = createIndexText({ ...index, name: change.to }, { ifNotExists: false })
      return [
        statement(`DROP INDEX ${quote(index.name)}`, { note: 'SQLite has no way to rename an index' }),
        statement(made),
      ]
    }
    case 'setTableComment':
    case 'alterMember':
      return []
    case 'setTableOptions':
      return change.options?.strict === undefined && change.options?.withoutRowid === undefined ? [] : null
    default:
      return assertNever(change)
  }
}

/**
 * Whether the statements for a new column depend on its table: on its columns, on what its options make of the type, or on
 * how it is rebuilt.
 */
export function addsByTable({ column, ifNotExists }: AddColumn, capabilities: Capabilities): boolean {
  // The values of an enum type may stand in the database only.
  if (ifNotExists || column.type.kind === 'enum') return true
  if (columnText(column, { strict: true, inlineKey: null }) !== columnText(column, { strict: false, inlineKey: null }))
    return true
  return addColumn(column, ifNotExists, undefined, capabilities) === null
}

/** Refused by SQLite: keys, stored values, defaults that are no constants, NOT NULL without a value, REFERENCES with one. */
function addColumn(
  column: Column,
  ifNotExists: boolean,
  definition: TableDefinition | undefined,
  capabilities: Capabilities,
): readonly Statement[] | null {
  const isThere = definition?.columns.some(({ name }) => name.toLowerCase() === column.name.toLowerCase()) ?? false
  if (ifNotExists && isThere) return []
  if (column.generated !== null) {
    if (column.generated.stored || !column.nullable || !capabilities.virtualGeneratedColumns) return null
  } else {
    const printed = column.default === null ? 'NULL' : printDefault(column.default, column.type)
    if (!isConstantDefault(printed) || (!column.nullable && printed === 'NULL')) return null
  }
  const strict = definition?.table.options.strict ?? false
  return [alterStatement(tableName(tableOf(column)), `ADD COLUMN ${columnText(column, { strict, inlineKey: null })}`)]
}

/** Refused by SQLite: a column that a key, a constraint of the table, an index or a generated column uses. */
function dropColumn(
  change: DropColumn,
  definition: TableDefinition,
  capabilities: Capabilities,
): readonly Statement[] | null {
  const wanted = change.column.toLowerCase()
  const column = definition.columns.find(({ name }) => name.toLowerCase() === wanted)
  if (column === undefined && change.ifExists) return []
  if (column === undefined || !capabilities.dropColumn) return null
  const { primaryKey, uniques, foreignKeys, checks, columns, indexes } = definition
  const keys = [...(primaryKey === null ? [] : [primaryKey]), ...uniques, ...foreignKeys]
  if (keys.some((key) => key.columns.includes(column.name))) return null
  if (
    foreignKeys.some(({ references }) => references.table === column.table && references.columns.includes(column.name))
  )
    return null
  if (checks.some(({ expression }) => mentionsName(expression.sql, column.name))) return null
  if (columns.some(({ generated }) => generated !== null && mentionsName(generated.expression.sql, column.name)))
    return null
  if (column.type.kind === 'enum' && !hasInlineMarker(definition, column)) return null
  const table = tableName({ namespace: change.namespace, name: change.table })
  return [
    ...indexes
      .filter((index) => indexUses(index, column.name))
      .map(({ name }) => statement(`DROP INDEX ${quote(name)}`)),
    alterStatement(table, `DROP COLUMN ${quote(column.name)}`),
  ]
}

/** Whether the check of an enum column stands behind the column, where it goes with it. */
function hasInlineMarker(definition: TableDefinition, column: Column): boolean {
  const text = definition.table.definition
  if (text === null) return false
  const parsed = parseTable(text).columns.find(({ name }) => name === column.name)
  return parsed?.constraints.some(({ kind }) => kind === 'check') ?? false
}

function alterColumn(
  change: AlterColumn,
  definition: TableDefinition,
  capabilities: Capabilities,
): readonly Statement[] | null {
  const wanted = change.column.toLowerCase()
  const old = definition.columns.find(({ name }) => name.toLowerCase() === wanted)
  if (old === undefined || change.using !== null) return null
  const said = (column: Column) => {
    const columns = definition.columns.map((one) => (one.name === old.name ? column : one))
    return JSON.stringify([comparable(column, createCatalog(objectsOf({ ...definition, columns }))), valuesOf(column)])
  }
  const next: Column = { ...old, ...change.changes, name: old.name }
  if (said(old) === said(next)) return []
  if (!capabilities.alterNotNullAndCheck || said({ ...old, nullable: next.nullable }) !== said(next)) return null
  const table = tableName({ namespace: change.namespace, name: change.table })
  return [alterStatement(table, `ALTER COLUMN ${quote(old.name)} ${next.nullable ? 'DROP' : 'SET'} NOT NULL`)]
}

function valuesOf({ type }: Column): readonly string[] {
  return type.kind === 'enum' ? type.values : []
}

/** A check that has its name in the text, and no other constraint with it. */
function namedCheck(definition: TableDefinition | undefined, name: string): Check | undefined {
  const wanted = name.toLowerCase()
  const found = definition?.checks.filter((check) => check.name.toLowerCase() === wanted) ?? []
  const [check] = found
  if (found.length !== 1 || check?.nameSource !== 'given') return undefined
  const { primaryKey, uniques = [], foreignKeys = [] } = definition ?? {}
  const others = [...(primaryKey === null || primaryKey === undefined ? [] : [primaryKey]), ...uniques, ...foreignKeys]
  return others.some((other) => other.name.toLowerCase() === wanted) ? undefined : check
}

function dropConstraint(
  change: DropConstraint,
  definition: TableDefinition | undefined,
  capabilities: Capabilities,
): readonly Statement[] | null {
  const check = namedCheck(definition, change.name)
  if (check === undefined || !capabilities.alterNotNullAndCheck) return null
  return [
    alterStatement(
      tableName({ namespace: change.namespace, name: change.table }),
      `DROP CONSTRAINT ${quote(check.name)}`,
    ),
  ]
}

function renameConstraint(
  change: RenameConstraint,
  definition: TableDefinition | undefined,
  capabilities: Capabilities,
): readonly Statement[] | null {
  const check = namedCheck(definition, change.name)
  if (check === undefined || !capabilities.alterNotNullAndCheck) return null
  if (!isNeverNull(check.expression.sql, definition?.columns ?? [])) return null
  const table = tableName({ namespace: change.namespace, name: change.table })
  return [
    alterStatement(table, `DROP CONSTRAINT ${quote(check.name)}`),
    alterStatement(table, `ADD ${constraintText({ ...check, name: change.to })}`),
  ]
}

/** A catalog of one table, or an empty one; what native changes are tried on. */
export function catalogOfTable(definition: TableDefinition | undefined): Catalog {
  return createCatalog(definition === undefined ? [] : objectsOf(definition))
}
