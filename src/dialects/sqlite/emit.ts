import { assertNever } from '../../errors/index.ts'
import {
  type BulkInsert,
  type Operation,
  type RenameTable,
  type TableChange,
  emitCustom,
  isTableChange,
  tableOfChange,
  updateText,
} from '../../operations/index.ts'
import { type TableRef, tableOf } from '../../schema/index.ts'
import { type Statement, alterStatement, statement } from '../../sql/index.ts'
import type { Capabilities, EmitContext } from '../index.ts'
import { enumStatements } from './emit-enum.ts'
import { addsByTable } from './emit-native.ts'
import { tableStatements } from './emit-table.ts'
import { createIndexText, createTableText, enumText, grammar } from './grammar.ts'
import { noNamespaces, quote, quoteAll, tableName } from './names.ts'
import { emitObject } from './objects/index.ts'
import { newTableName } from './rebuild/index.ts'
import { scriptLiteral } from './values.ts'

/** Rows of one INSERT in a script. */
const rowsPerInsert = 200

/**
 * Operation → statements. Everything about tables has a way of its own on SQLite, so the cards' standard SQL is not used.
 *
 * @throws LimbeckError LB6156, LB6160, LB6167, LB6168: see the pages.
 */
export function emit(op: Operation, context: EmitContext): readonly Statement[] {
  if (isTableChange(op)) return tableStatements(tableToChange(op, context), [op], 'auto', context)
  switch (op.kind) {
    case 'createNamespace':
    case 'dropNamespace':
    case 'renameNamespace':
      throw noNamespaces(op.name, null)
    case 'createTable':
      return [
        statement(createTableText(withEnumValues(op, context), { ifNotExists: op.ifNotExists })),
        ...op.definition.indexes.map((index) => statement(createIndexText(index, { ifNotExists: op.ifNotExists }))),
      ]
    case 'dropTable':
      return [statement(`DROP TABLE ${op.ifExists ? 'IF EXISTS ' : ''}${tableName({ ...op, name: op.table })}`)]
    case 'renameTable':
      return renameStatements(op)
    case 'alterTable':
      return tableStatements(
        { namespace: op.namespace, name: op.table },
        op.changes,
        op.rebuild,
        context,
        op.columnOrder,
      )
    case 'createEnum':
      if (op.enumType.namespace !== null) throw noNamespaces(op.enumType.namespace, op.enumType.name)
      return []
    case 'dropEnum':
      return []
    case 'renameEnum':
    case 'addEnumValue':
    case 'dropEnumValue':
    case 'renameEnumValue':
    case 'reorderEnumValues':
      return enumStatements(op, context)
    case 'bulkInsert':
      return insertStatements(op)
    case 'updateInBatches':
      return [statement(updateText(op, grammar))]
    case 'execute':
      return [statement(op.sql, { parameters: op.parameters.length === 0 ? null : op.parameters })]
    case 'createObject':
    case 'dropObject':
    case 'alterObject':
    case 'renameObject':
      return emitObject(op, context.before)
    // A file has no roles.
    case 'grant':
    case 'revoke':
    case 'setOwner':
      return []
    case 'custom':
      return emitCustom(op, 'sqlite', grammar)
    default:
      return assertNever(op)
  }
}

/** To SQLite, a name in another case is the same name, which the table has already: so it takes another one in between. */
function renameStatements(op: RenameTable): readonly Statement[] {
  const names = [op.table, ...(op.table.toLowerCase() === op.to.toLowerCase() ? [newTableName(op.to)] : []), op.to]
  return names
    .slice(1)
    .map((to, at) => alterStatement(tableName({ ...op, name: names[at] ?? op.table }), `RENAME TO ${quote(to)}`))
}

/** Enum columns of a revision that only names the type take the values that the database has for it. */
function withEnumValues(op: Extract<Operation, { kind: 'createTable' }>, { before }: EmitContext) {
  const columns = op.definition.columns.map((column) => {
    const { type } = column
    if (type.kind !== 'enum' || type.values.length > 0) return column
    const values = before.get({ kind: 'enumType', namespace: type.namespace, name: type.name })?.values ?? []
    const known = { ...type, values }
    enumText(column.name, known)
    return { ...column, type: known }
  })
  return { ...op.definition, columns }
}

function tableToChange(change: TableChange, { before }: EmitContext): TableRef {
  const { namespace, table } = tableOfChange(change)
  if (table !== null) return { namespace, name: table }
  if (change.kind === 'dropIndex' || change.kind === 'renameIndex') {
    for (const one of before.tables()) {
      if (before.has({ kind: 'index', namespace: null, table: one.name, name: change.name })) return one
    }
  }
  // The index is not known to be of any table; SQLite finds it by its name.
  return { namespace, name: '' }
}

/** The tables that {@link emit} must see: one for what may need a rebuild, none for what never does. */
export function readsBefore(op: Operation, capabilities: Capabilities): readonly TableRef[] | 'everything' {
  switch (op.kind) {
    case 'renameEnum':
    case 'addEnumValue':
    case 'dropEnumValue':
    case 'renameEnumValue':
    case 'reorderEnumValues':
    case 'alterObject':
      return 'everything'
    case 'renameObject':
      return op.objectType === 'virtual table' ? [] : 'everything'
    case 'alterTable':
      return op.changes.length === 0 && op.columnOrder === undefined
        ? []
        : [{ namespace: op.namespace, name: op.table }]
    case 'addColumn':
      return addsByTable(op, capabilities) ? [tableOf(op.column)] : []
    case 'createConstraint':
      return [tableOf(op.constraint)]
    case 'dropColumn':
    case 'alterColumn':
    case 'dropConstraint':
    case 'renameConstraint':
    case 'setTableOptions':
      return [{ namespace: op.namespace, name: op.table }]
    case 'renameIndex':
      return op.table === null ? 'everything' : [{ namespace: op.namespace, name: op.table }]
    default:
      return []
  }
}

/** Rows as INSERT statements, for scripts. Rows with the same columns share a statement. */
function insertStatements(op: BulkInsert): readonly Statement[] {
  const table = tableName({ namespace: op.namespace, name: op.table })
  const groups: { readonly columns: readonly string[]; readonly rows: string[] }[] = []
  for (const row of op.rows) {
    // What is undefined gets the column's default, as in a run.
    const columns = Object.keys(row).filter((column) => row[column] !== undefined)
    const values = columns.map((column) => scriptLiteral(row[column])).join(', ')
    const last = groups.at(-1)
    const fits =
      last !== undefined && last.rows.length < rowsPerInsert && last.columns.join('\0') === columns.join('\0')
    if (fits) last.rows.push(`(${values})`)
    else groups.push({ columns, rows: [`(${values})`] })
  }
  return groups.map(({ columns, rows }) =>
    statement(
      columns.length === 0
        ? `INSERT INTO ${table} DEFAULT VALUES`
        : `INSERT INTO ${table} (${quoteAll(columns)}) VALUES\n  ${rows.join(',\n  ')}`,
    ),
  )
}
