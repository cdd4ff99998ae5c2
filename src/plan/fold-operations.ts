import {
  type Operation,
  type OperationOf,
  type TableChange,
  isTableChange,
  tableOfChange,
} from '../operations/index.ts'
import type { ForeignKey, Index, TableDefinition } from '../schema/index.ts'
import type { OperationGroup } from './order-operations.ts'

/** Groups of atomic operations as a careful person would write them: one `createTable`, one `alterTable`, one `dropTable`. */
export function foldGroups(groups: readonly OperationGroup[]): readonly Operation[] {
  return groups.flatMap(({ kind, operations }) => folds[kind](operations))
}

const folds: { readonly [Kind in OperationGroup['kind']]: (operations: readonly Operation[]) => readonly Operation[] } =
  {
    makes: foldIntoCreateTable,
    removes: foldIntoDropTable,
    changes: foldIntoAlterTable,
    single: (operations) => operations,
  }

function foldIntoCreateTable(operations: readonly Operation[]): readonly Operation[] {
  const created = operations.find(
    (operation): operation is OperationOf<'createTable'> => operation.kind === 'createTable',
  )
  if (created === undefined) return foldIntoAlterTable(operations)
  let definition: TableDefinition = created.definition
  const rest: Operation[] = []
  for (const operation of operations) {
    if (operation === created) continue
    const absorbed = absorb(definition, operation)
    if (absorbed === null) rest.push(operation)
    else definition = absorbed
  }
  return [{ ...created, definition }, ...rest]
}

/** The definition with what the operation adds to it, or null where it adds nothing that a definition holds. */
function absorb(definition: TableDefinition, operation: Operation): TableDefinition | null {
  if (operation.kind === 'createIndex' && !operation.concurrently) {
    return { ...definition, indexes: [...definition.indexes, operation.index satisfies Index] }
  }
  if (operation.kind === 'createConstraint' && operation.constraint.kind === 'foreignKey') {
    return { ...definition, foreignKeys: [...definition.foreignKeys, operation.constraint satisfies ForeignKey] }
  }
  return null
}

/** A table takes its foreign keys and indexes along when it goes. */
function foldIntoDropTable(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter(({ kind }) => kind !== 'dropConstraint' && kind !== 'dropIndex')
}

function foldIntoAlterTable(operations: readonly Operation[]): readonly Operation[] {
  const changes = operations.filter(isTableChange)
  if (changes.length < 2 || changes.length < operations.length) return operations
  return stepsOf(changes).flatMap((step): readonly Operation[] => {
    const [first] = step
    return first === undefined || step.length === 1 ? step : [alterTable(step, first)]
  })
}

/**
 * Changes that can be made at once. A column that is added with a value for the rows that are there (its default) and
 * then loses the default needs two steps: at once, it would never have had one.
 */
function stepsOf(changes: readonly TableChange[]): readonly (readonly TableChange[])[] {
  const steps: TableChange[][] = [[]]
  const added = new Set<string>()
  for (const change of changes) {
    if (change.kind === 'addColumn') added.add(change.column.name)
    if (change.kind === 'alterColumn' && added.has(change.column)) {
      steps.push([])
      added.clear()
    }
    steps.at(-1)?.push(change)
  }
  return steps
}

/** Several changes of one table as one operation. */
export function alterTable(changes: readonly TableChange[], first: TableChange): Operation {
  const { namespace, table } = tableOfChange(first)
  // Plans name the table of an index; only people may leave it out.
  return { kind: 'alterTable', namespace, table: table ?? '', changes, rebuild: 'auto' }
}
