import type { Dialect } from '../dialects/index.ts'
import { type Operation, applyOperation, touchesOf } from '../operations/index.ts'
import { type Catalog, type CatalogObject, type ObjectId, editCatalog, idOf, keyOf } from '../schema/index.ts'

/** What the database shows of an operation of which nobody knows whether it ran. */
export interface Probe {
  /** `unknown`: the schema cannot tell (rows, hand-written SQL), or shows only a part. */
  readonly verdict: 'done' | 'notDone' | 'unknown'
  /** What was looked at and found, a sentence each. */
  readonly evidence: readonly string[]
}

/**
 * Looks for the effect of an operation in the present catalog, through what the operation touches: all of it there, or
 * none of it. What only changes objects is applied in memory: when that changes nothing, it has been done.
 */
export function probeOperation(operation: Operation, now: Catalog, dialect: Dialect): Probe {
  const effects = touchesOf(operation, now).filter(
    ({ how, id }) =>
      (how === 'makes' || how === 'removes') && !(id.kind === 'other' && id.objectType === 'own sequence'),
  )
  const seen = effects.map((touch) => ({ touch, present: now.has(touch.id) }))
  const evidence = seen.map(({ touch, present }) => `${keyOf(touch.id)} is ${present ? '' : 'not '}there`)
  if (seen.length > 0) {
    const done = seen.filter(({ touch, present }) => present === (touch.how === 'makes'))
    if (done.length === seen.length) return { verdict: 'done', evidence }
    return { verdict: done.length === 0 ? 'notDone' : 'unknown', evidence }
  }
  const changed = touchesOf(operation, now).filter((touch) => touch.how === 'changes')
  if (changed.length === 0) return { verdict: 'unknown', evidence: ['the schema does not show what it does'] }
  return probeChanges(
    operation,
    changed.map((touch) => touch.id),
    now,
    dialect,
  )
}

function probeChanges(operation: Operation, ids: readonly ObjectId[], now: Catalog, dialect: Dialect): Probe {
  const after = editCatalog(now)
  try {
    applyOperation(after, operation)
  } catch (error) {
    return { verdict: 'unknown', evidence: [error instanceof Error ? error.message : String(error)] }
  }
  const differing = ids.filter((id) => comparableText(id, now, dialect) !== comparableText(id, after, dialect))
  const names = ids.map((id) => keyOf(id)).join(', ')
  return differing.length === 0
    ? { verdict: 'done', evidence: [`${names}: as the operation leaves it`] }
    : { verdict: 'notDone', evidence: [`${names}: not as the operation leaves it`] }
}

function comparableText(id: ObjectId, catalog: Catalog, dialect: Dialect): string {
  // Every id names an object of its own kind; `get` narrows to it.
  const object: CatalogObject | undefined = catalog.get(id)
  return object === undefined ? '' : keyOf(idOf(object)) + JSON.stringify(dialect.comparable(object, catalog))
}
