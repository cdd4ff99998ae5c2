import { tableKey, tableOf } from '../../schema/index.ts'
import type { ReviewRule, ReviewedStep } from '../rule.ts'

const mostOperations = 25
const mostTables = 8

/** Migrations should be small and focused: a large one locks much at once and is undone all or nothing. */
export const oversizedRevision: ReviewRule = {
  id: 'oversized-revision',
  title: 'A revision that changes too much at once',
  severity: 'note',
  *check({ steps, existedBefore }) {
    const changed = steps.filter((step) => {
      const ref = existingTable(step)
      return ref !== null && existedBefore(ref)
    })
    const tables = new Set(changed.map((step) => tableKey(existingTable(step) ?? { namespace: null, name: '' })))
    if (changed.length <= mostOperations && tables.size <= mostTables) return
    yield {
      message: `The revision makes ${changed.length} changes to ${tables.size} existing tables`,
      help: 'Split it into revisions that each do one thing; they lock less, and each can be undone by itself.',
    }
  },
}

function existingTable({ operation }: ReviewedStep) {
  if (operation.kind === 'addColumn') return tableOf(operation.column)
  if (operation.kind === 'createConstraint') return tableOf(operation.constraint)
  if (operation.kind === 'createIndex') return tableOf(operation.index)
  if ('table' in operation && operation.table !== null) return { namespace: operation.namespace, name: operation.table }
  return null
}
