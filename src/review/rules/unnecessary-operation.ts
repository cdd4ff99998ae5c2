import { describeOperation } from '../../operations/index.ts'
import { type ObjectKey, keyOf, tableKey, tableOf } from '../../schema/index.ts'
import type { ReviewRule, ReviewSubject, ReviewedStep } from '../rule.ts'

/** Work that changes nothing: an empty revision, the same thing dropped and made again, an alteration to what is there. */
export const unnecessaryOperation: ReviewRule = {
  id: 'unnecessary-operation',
  title: 'An operation that changes nothing, or an empty revision',
  severity: 'warning',
  *check(subject) {
    const { revision, steps } = subject
    const isMerge = revision.downRevisions.length > 1
    if (steps.length === 0 && !isMerge && !revision.upgrade.opaque && revision.upgrade.failure === null) {
      yield {
        message: 'The upgrade does nothing',
        help: 'Write its operations, or delete the file.',
        // A fresh file that waits for its code is normal; it only must not be forgotten.
        severity: 'note',
      }
    }
    yield* recreated(subject)
    for (const { operation, before, position } of steps) {
      if (operation.kind === 'alterColumn' && changesNothing(operation, before)) {
        yield {
          message: `${describeOperation(operation)}: the column is like that already`,
          help: 'Remove the operation.',
          position,
        }
      }
    }
  },
}

function* recreated({ steps }: ReviewSubject) {
  const dropped = new Map<ObjectKey, { step: ReviewedStep; definition: string }>()
  for (const step of steps) {
    const gone = droppedObject(step)
    if (gone !== null) dropped.set(gone.key, { step, definition: gone.definition })
    const made = madeObject(step)
    if (made === null) continue
    const twin = dropped.get(made.key)
    if (twin === undefined || twin.definition !== made.definition) continue
    yield {
      message: `${describeOperation(twin.step.operation)}, and then the very same is made again`,
      help: 'Remove both operations.',
      position: step.position,
    }
  }
}

interface Thing {
  readonly key: ObjectKey
  readonly definition: string
}

function droppedObject({ operation, before }: ReviewedStep): Thing | null {
  if (operation.kind === 'dropTable') {
    const definition = before.definitionOf(tableOf(operation))
    if (definition === undefined) return null
    return { key: tableKey(tableOf(operation)), definition: sameText(definition.columns) }
  }
  if (operation.kind === 'dropColumn') {
    const { namespace, table, column } = operation
    const found = before.get({ kind: 'column', namespace, table, name: column })
    return found === undefined ? null : { key: keyOf(found), definition: sameText(found) }
  }
  if (operation.kind === 'dropIndex' || operation.kind === 'dropConstraint') {
    const found = [...before.tables()]
      .filter((table) => operation.table === null || table.name === operation.table)
      .flatMap((table) => [...before.membersOf(table)])
      .find((member) => member.kind !== 'column' && member.kind !== 'other' && member.name === operation.name)
    return found === undefined ? null : { key: keyOf(found), definition: sameText(found) }
  }
  return null
}

function madeObject({ operation }: ReviewedStep): Thing | null {
  if (operation.kind === 'createTable') {
    const { table, columns } = operation.definition
    return { key: tableKey(table), definition: sameText(columns) }
  }
  const object =
    operation.kind === 'addColumn'
      ? operation.column
      : operation.kind === 'createIndex'
        ? operation.index
        : operation.kind === 'createConstraint'
          ? operation.constraint
          : null
  return object === null ? null : { key: keyOf(object), definition: sameText(object) }
}

function changesNothing(
  operation: Extract<ReviewedStep['operation'], { kind: 'alterColumn' }>,
  before: ReviewedStep['before'],
): boolean {
  const { namespace, table, column: name } = operation
  const column = before.get({ kind: 'column', namespace, table, name })
  if (column === undefined) return false
  return Object.entries(operation.changes).every(
    ([attribute, value]) => JSON.stringify(value) === JSON.stringify(column[attribute as keyof typeof column]),
  )
}

/** A definition as text that is the same for the same thing: keys in order, without what does not define it. */
function sameText(value: object): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (key === 'definition' || key === 'nameSource') return undefined
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
