import type { ReviewRule } from '../rule.ts'

/** Schema and data changed by one revision: long locks, and half of it is hard to undo. */
export const schemaAndDataMixed: ReviewRule = {
  id: 'schema-and-data-mixed',
  title: 'Schema and data changed in complex ways by one revision',
  severity: 'note',
  *check({ steps, revision }) {
    const isData = (kind: string) => kind === 'execute' || kind === 'bulkInsert' || kind === 'updateInBatches'
    const data = steps.filter(({ operation }) => isData(operation.kind))
    const schema = steps.filter(({ operation }) => !isData(operation.kind))
    if ((data.length === 0 && !revision.upgrade.opaque) || schema.length === 0) return
    const first = data[0]
    const last = data.at(-1)
    if (first === undefined || last === undefined) return
    // Seeding new tables, or data before or behind all schema changes, is simple enough.
    const between =
      schema.some((step) => step.position > first.position) && schema.some((step) => step.position < last.position)
    if (!between) return
    yield {
      message: `Schema changes (${schema.length}) and data changes (${data.length}) take turns in one revision`,
      help: 'Consider three revisions: add what is new, move the data, remove what is old. Each is short, and each can be undone by itself.',
      severity: schema.length + data.length > 8 ? 'warning' : 'note',
      position: first.position,
    }
  },
}
