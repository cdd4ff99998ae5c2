import {
  type Catalog,
  type TableDefinition,
  type TableRef,
  displayTable,
  editCatalog,
  idOf,
  objectsOf,
  ownMembers,
  tableOf,
} from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import { requireColumn, requireFree, requireTable, stateError } from './catalog-state.ts'
import { commentOnColumn, commentOnTable } from './comment-statement.ts'
import { isLoose } from './column-use.ts'
import type { CreateTable, DropTable } from './data.ts'
import { defineOperation } from './definition.ts'
import { objectsOn } from './defined-object.ts'
import { enumIn } from './enum-use.ts'
import { nothingToUndo, reversible } from './reversal.ts'
import { inheritMembers, ownDetails } from './inherited-members.ts'
import { optionalString } from './source/source-tree.ts'
import { printTable } from './source/table-source.ts'
import {
  joins,
  makes,
  namespaceIds,
  needs,
  partitionsId,
  parts,
  releases,
  removes,
  settleWholeTable,
  tableId,
  touchesOfMakingAll,
  touchesOfRemovingAll,
} from './touches.ts'

const refOf = (op: DropTable): TableRef => ({ namespace: op.namespace, name: op.table })

export const createTable = defineOperation<CreateTable>({
  kind: 'createTable',
  touches(op, before) {
    const [table, ...members] = objectsOf(op.definition)
    const known = withColumns(op.definition, before)
    const touches = [
      makes(idOf(table)),
      ...namespaceIds(table.namespace).map(needs),
      ...(table.inherits ?? []).map((parent) => needs(tableId(parent))),
      ...(table.bound === undefined ? [] : (table.inherits ?? []).map((parent) => joins(partitionsId(parent)))),
      ...touchesOfMakingAll(members, known),
    ]
    return settleWholeTable(touches, table)
  },
  reverse(op, before) {
    const { namespace, name } = op.definition.table
    if (op.ifNotExists && before.has(tableId({ namespace, name }))) return nothingToUndo
    return reversible([{ kind: 'dropTable', namespace, table: name, ifExists: false }])
  },
  apply(draft, op) {
    const [table, ...members] = objectsOf(op.definition)
    if (op.ifNotExists && draft.has(idOf(table))) return
    requireFree(draft, idOf(table))
    draft.put(table)
    for (const member of members) draft.put(member)
    inheritMembers(draft, table)
    for (const foreignKey of op.definition.foreignKeys) {
      try {
        const { namespace, table: name, columns } = foreignKey.references
        for (const column of isLoose(foreignKey) ? [] : columns) requireColumn(draft, { namespace, name }, column)
        for (const column of foreignKey.columns) requireColumn(draft, tableOf(foreignKey), column)
      } catch (error) {
        // A catalog is left as it was by what fails.
        draft.remove(idOf(table))
        throw error
      }
    }
  },
  emit(op, grammar) {
    const { table, columns, indexes } = op.definition
    return [
      statement(grammar.createTable(op.definition, { ifNotExists: op.ifNotExists })),
      ...(table.comment === null ? [] : [commentOnTable(grammar, table, table.comment)]),
      ...columns
        .filter((column) => column.comment !== null)
        .map((column) => commentOnColumn(grammar, table, column.name, column.comment)),
      ...indexes.map((index) =>
        statement(grammar.createIndex(index, { concurrently: false, ifNotExists: op.ifNotExists })),
      ),
    ]
  },
  source: (op, writer, receiver) => printTable(op, writer, receiver),
  describe: (op) => `Create table ${displayTable(op.definition.table)}`,
})

export const dropTable = defineOperation<DropTable>({
  kind: 'dropTable',
  dropsTable: refOf,
  touches(op, before) {
    const table = before.get(tableId(refOf(op)))
    const parents = table?.kind === 'table' ? (table.inherits ?? []) : []
    const touches = [
      ...namespaceIds(op.namespace).map(releases),
      ...parents.map((parent) => releases(tableId(parent))),
      ...(table?.kind === 'table' && table.bound !== undefined ? parents.map((one) => parts(partitionsId(one))) : []),
      ...touchesOfRemovingAll(before.membersOf(refOf(op)), before),
      ...objectsOn(before, refOf(op)).map((object) => removes(idOf(object))),
      removes(tableId(refOf(op))),
    ]
    return settleWholeTable(touches, refOf(op))
  },
  reverse(op, before) {
    if (op.ifExists && !before.has(tableId(refOf(op)))) return nothingToUndo
    const table = requireTable(before, refOf(op))
    const found = before.definitionOf(refOf(op))
    // Triggers and the like are not limbeck's to re-create, so they are among what is lost.
    const definition = ownMembers({ ...(found ?? emptyDefinition), table: { ...table, definition: null }, others: [] })
    const lost = [
      `Rows of ${displayTable(table)}`,
      ...(found?.others ?? []).map((one) => `${one.objectType} ${one.name}`),
    ]
    const owned = objectsOn(before, refOf(op)).map((object) => ({ kind: 'createObject', object }) as const)
    const details = ownDetails(before, table)
    return reversible([{ kind: 'createTable', definition, ifNotExists: false }, ...details, ...owned], lost.join('; '))
  },
  apply(draft, op) {
    const ref = refOf(op)
    if (op.ifExists && !draft.has(tableId(ref))) return
    requireTable(draft, ref)
    const other = draft
      .referencesTo(ref)
      .find((key) => !isLoose(key) && (key.table !== ref.name || key.namespace !== ref.namespace))
    if (other !== undefined) {
      throw stateError(
        `Foreign key '${other.name}' of table '${displayTable(tableOf(other))}' references table '${displayTable(ref)}'.`,
        tableId(ref),
        [`Drop the foreign key '${other.name}' first.`],
      )
    }
    for (const object of objectsOn(draft, ref)) draft.remove(object)
    draft.remove(tableId(ref))
  },
  emit: (op, grammar) => [
    statement(`DROP TABLE ${op.ifExists ? 'IF EXISTS ' : ''}${grammar.qualified(op.namespace, op.table)}`),
  ],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'dropTable', [sourceString(op.table)], {
      schema: optionalString(op.namespace),
      ifExists: op.ifExists,
    })
  },
  describe: (op) => `Drop table ${displayTable(refOf(op))}`,
})

/** Checks and indexes of a new table hold values of the enum types of its own columns. */
function withColumns(definition: TableDefinition, before: Catalog): Catalog {
  if (!definition.columns.some((column) => enumIn(column.type) !== null)) return before
  const draft = editCatalog(before)
  for (const object of [definition.table, ...definition.columns]) draft.put(object)
  return draft
}

const emptyDefinition = {
  columns: [],
  primaryKey: null,
  uniques: [],
  checks: [],
  foreignKeys: [],
  indexes: [],
  others: [],
}
