import { displayTable, tableOf } from '../../schema/index.ts'
import { destructiveSql, tableMadeBy } from '../../sql/index.ts'
import type { FindingDraft, ReviewRule, ReviewSubject } from '../rule.ts'
import { typeWords } from './type-words.ts'

/** Rows or values that are gone behind the upgrade. */
export const dataLoss: ReviewRule = {
  id: 'data-loss',
  title: 'An operation that destroys rows or values',
  severity: 'warning',
  *check(subject) {
    const { steps, existedBefore } = subject
    for (const step of steps) {
      const { operation, before, position } = step
      if (operation.kind === 'dropTable' && existedBefore(tableOf(operation))) {
        yield {
          message: `Dropping table ${displayTable(tableOf(operation))} destroys all its rows`,
          help: 'Make a backup, and make sure that no running version of the application uses the table. Allow it with // limbeck-allow data-loss: <reason>.',
          position,
          objects: [{ kind: 'table', namespace: operation.namespace, name: operation.table }],
        }
      }
      if (operation.kind === 'dropColumn' && existedBefore(tableOf(operation)) && !isNew(subject, operation)) {
        yield droppedColumn(operation, subject, position)
      }
      if (operation.kind === 'alterColumn' && operation.changes.type !== undefined) {
        const { namespace, table, column: name } = operation
        const column = before.get({ kind: 'column', namespace, table, name })
        if (column === undefined || !existedBefore(tableOf(operation))) continue
        if (operation.using !== null || subject.castSafety(column.type, operation.changes.type) !== 'lossy') continue
        yield {
          message: `Column ${name} of ${displayTable(tableOf(operation))} goes from ${typeWords(column.type)} to ${typeWords(operation.changes.type)}: values may be cut, rounded or refused`,
          help: 'Check the values first, or say with `using` how each one converts.',
          position,
          objects: [column],
        }
      }
      if (operation.kind === 'execute') {
        for (const destroyed of destructiveSql(operation.sql)) {
          if (isMadeHere(subject, destroyed.table)) continue
          yield {
            message: destroyed.message,
            help: 'Make a backup, and make sure that no running version of the application needs them. Allow it with // limbeck-allow data-loss: <reason> (in a .sql file -- limbeck-allow).',
            position,
          }
        }
      }
      if (operation.kind === 'dropEnumValue') {
        yield {
          message:
            operation.replacement === null
              ? `Value '${operation.value}' leaves enum ${operation.name}: the upgrade fails if a row still holds it`
              : `Rows with value '${operation.value}' of enum ${operation.name} become '${operation.replacement}', and do not come back on the way down`,
          help: `Move the rows to another value first: op.execute("UPDATE … SET … WHERE … = '${operation.value}'").`,
          severity: operation.replacement === null ? 'note' : 'warning',
          position,
        }
      }
    }
  },
}

function droppedColumn(
  operation: { readonly namespace: string | null; readonly table: string; readonly column: string },
  subject: ReviewSubject,
  position: number,
): FindingDraft {
  const moved =
    subject.revision.upgrade.opaque ||
    subject.steps.some(
      (step) =>
        step.position < position && step.operation.kind === 'execute' && step.operation.sql.includes(operation.column),
    )
  return {
    message: moved
      ? `Column ${operation.column} of ${displayTable(tableOf(operation))} is dropped after its values were moved`
      : `Dropping column ${operation.column} of ${displayTable(tableOf(operation))} destroys its values`,
    help: 'Make a backup, and make sure that no running version of the application reads the column. Allow it with // limbeck-allow data-loss: <reason>.',
    severity: moved ? 'note' : 'warning',
    position,
    objects: [{ kind: 'column', namespace: operation.namespace, table: operation.table, name: operation.column }],
  }
}

/** A table that the revision makes, or puts another one in the place of, by operations or by hand. */
function isMadeHere({ steps }: ReviewSubject, table: string): boolean {
  return steps.some(({ operation }) => {
    if (operation.kind === 'createTable') return operation.definition.table.name === table
    return operation.kind === 'execute' && tableMadeBy(operation.sql) === table
  })
}

/** A column that the same revision added holds nothing that could be lost. */
function isNew(
  { revision }: ReviewSubject,
  operation: { namespace: string | null; table: string; column: string },
): boolean {
  const { namespace, table, column: name } = operation
  return (
    revision.before.has({ kind: 'table', ...tableOf(operation) }) &&
    !revision.before.has({ kind: 'column', namespace, table, name })
  )
}
