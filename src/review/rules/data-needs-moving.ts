import { isOpaqueOperation, mentionsColumn } from '../../operations/index.ts'
import { type Catalog, type Column, type Constraint, displayTable, tableKey, tableOf } from '../../schema/index.ts'
import type { ReviewRule, ReviewSubject } from '../rule.ts'
import { typeWords } from './type-words.ts'

/** Changes that fail on existing rows, or leave their values behind, unless the revision moves the data first. */
export const dataNeedsMoving: ReviewRule = {
  id: 'data-needs-moving',
  title: 'A change that existing rows are not ready for',
  severity: 'warning',
  *check(subject) {
    const { steps, existedBefore } = subject
    for (const [index, { operation, before, position }] of steps.entries()) {
      if (
        operation.kind === 'addColumn' &&
        mustHaveValue(operation.column) &&
        existedBefore(tableOf(operation.column))
      ) {
        const { table, name } = operation.column
        yield {
          message: `Column ${name} is added to ${displayTable(tableOf(operation.column))} as NOT NULL without a default: it fails as soon as the table has a row`,
          help: `Give it a default, or add it nullable, fill it with op.execute(…), and then op.alterColumn('${table}', '${name}', { nullable: false }).`,
          position,
          objects: [operation.column],
        }
      }
      if (operation.kind === 'alterColumn' && operation.changes.nullable === false) {
        const ref = tableOf(operation)
        const column = before.get({ kind: 'column', ...ref, table: ref.name, name: operation.column })
        if (column?.nullable !== false && existedBefore(ref) && !writesData(subject, index)) {
          yield {
            message: `Column ${operation.column} of ${displayTable(ref)} becomes NOT NULL, and nothing fills the rows that have no value`,
            help: `Fill them first: op.execute("UPDATE ${ref.name} SET ${operation.column} = … WHERE ${operation.column} IS NULL").`,
            position,
            objects: [{ kind: 'column', namespace: ref.namespace, table: ref.name, name: operation.column }],
          }
        }
      }
      if (operation.kind === 'alterColumn' && operation.changes.type !== undefined && operation.using === null) {
        const { namespace, table, column: name } = operation
        const column = before.get({ kind: 'column', namespace, table, name })
        // A column that the same revision added holds no old values.
        const isOld = subject.revision.before.has({ kind: 'column', namespace, table, name })
        if (column === undefined || !isOld || writesData(subject, index)) continue
        if (subject.castSafety(column.type, operation.changes.type) !== 'checked') continue
        yield {
          message: `Column ${name} of ${displayTable(tableOf(operation))} goes from ${typeWords(column.type)} to ${typeWords(operation.changes.type)}: the upgrade fails if a row holds a value that does not convert`,
          help: 'Check the values first, or say with `using` how each one converts.',
          severity: 'note',
          position,
          objects: [column],
        }
      }
      if (operation.kind === 'createConstraint' && existedBefore(tableOf(operation.constraint))) {
        const { constraint } = operation
        const fresh = isOnNewColumns(subject, constraint, before)
        if (constraint.kind === 'primaryKey' || fresh || writesData(subject, index)) continue
        const what = { unique: 'unique constraint', check: 'check', foreignKey: 'foreign key' }[constraint.kind]
        yield {
          message: `The new ${what} ${constraint.name} holds for the rows that ${displayTable(tableOf(constraint))} has already, and nothing cleans them up first`,
          help: 'Make sure that no row breaks it (limbeck names the rows if one does), or clean up with op.execute(…) before.',
          severity: 'note',
          position,
          objects: [constraint],
        }
      }
    }
  },
}

function mustHaveValue(column: Column): boolean {
  return !column.nullable && column.default === null && column.identity === null && column.generated === null
}

/** Whether hand-written SQL runs before a step: it may well be the clean-up. */
function writesData({ steps, revision }: ReviewSubject, before: number): boolean {
  return revision.upgrade.opaque || steps.slice(0, before).some(({ operation }) => isOpaqueOperation(operation))
}

/** Whether a constraint is on columns that are all added in the same revision: it meets no old values. */
function isOnNewColumns({ steps }: ReviewSubject, constraint: Constraint, before: Catalog): boolean {
  const ref = tableOf(constraint)
  const added = new Set(
    steps.flatMap(({ operation }) =>
      operation.kind === 'addColumn' && tableKey(tableOf(operation.column)) === tableKey(ref)
        ? [operation.column.name]
        : [],
    ),
  )
  const isUsed = (column: string) =>
    constraint.kind === 'check' ? mentionsColumn(constraint.expression, column) : constraint.columns.includes(column)
  const used = [...before.membersOf(ref)]
    .filter((member) => member.kind === 'column')
    .filter(({ name }) => isUsed(name))
  if (used.length === 0 || !used.every(({ name }) => added.has(name))) return false
  // Old rows all get the same value; only NULLs may repeat.
  return constraint.kind !== 'unique' || used.some((column) => column.nullable && column.default === null)
}
