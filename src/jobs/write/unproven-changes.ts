import { type Operation, applyOperation, describeOperation, isOpaqueOperation } from '../../operations/index.ts'
import { type Plan, planChanges } from '../../plan/index.ts'
import type { RevisionSource } from '../../revisions/index.ts'
import { type Catalog, editCatalog } from '../../schema/index.ts'
import { type Comparison, differenceRequest } from '../compare/compare-with-models.ts'

/** Differences that a sentence names. */
const shownDifferences = 5

/** Both directions of a plan as text: hooks may change operations in place. */
export function operationsText({ upgrade, downgrade }: Pick<Plan, 'upgrade' | 'downgrade'>): string {
  return jsonOf([upgrade, downgrade])
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item))
}

/**
 * What hooks took away from the proof of a plan, a sentence each: nothing where they left its operations alone, or where
 * replaying what they made of it still leads from the database to the models and back.
 *
 * @param planned what {@link operationsText} said before
 */
export function unprovenChanges(
  comparison: Comparison,
  planned: string,
  sources: readonly RevisionSource[],
): readonly string[] {
  const upgrade = sources.flatMap((source) => source.upgrade ?? [])
  const downgrade = [...sources].reverse().flatMap((source) => source.downgrade ?? [])
  if (operationsText({ upgrade, downgrade }) === planned) return []
  const hasWayBack = sources.every((source) => (source.irreversible ?? []).length === 0)
  const opaque = [...upgrade, ...(hasWayBack ? downgrade : [])].filter(
    (operation) => isOpaqueOperation(operation) && !planned.includes(jsonOf(operation)),
  )
  const upgraded = replay(comparison.found, upgrade)
  return [
    ...unproven(
      'upgrade',
      upgraded,
      (catalog) => remaining(comparison, catalog, comparison.wanted),
      'what the models say',
    ),
    ...(hasWayBack && upgraded.failure === null
      ? unproven(
          'downgrade',
          replay(upgraded.catalog, downgrade),
          (catalog) => remaining(comparison, catalog, comparison.found),
          'what it was before',
        )
      : []),
    ...(opaque.length === 0
      ? []
      : [
          `Nobody can replay what processRevision put in: ${listed(opaque.map(describeOperation))}. It is taken on trust.`,
        ]),
  ]
}

function unproven(
  direction: string,
  replayed: Replayed,
  differences: (catalog: Catalog) => readonly string[],
  goal: string,
): readonly string[] {
  if (replayed.failure !== null) {
    return [`The ${direction}, as processRevision left it, cannot be replayed: ${replayed.failure}`]
  }
  const left = differences(replayed.catalog)
  if (left.length === 0) return []
  return [
    `The ${direction}, as processRevision left it, does not make the database ${goal}. What would be left to do: ${listed(left)}.`,
  ]
}

interface Replayed {
  readonly catalog: Catalog
  readonly failure: string | null
}

function replay(catalog: Catalog, operations: readonly Operation[]): Replayed {
  const draft = editCatalog(catalog)
  try {
    for (const operation of operations) applyOperation(draft, operation)
  } catch (error) {
    return { catalog: draft, failure: error instanceof Error ? error.message : String(error) }
  }
  return { catalog: draft, failure: null }
}

/** What would lead from one catalog to the other, in words. */
function remaining(comparison: Comparison, found: Catalog, wanted: Catalog): readonly string[] {
  try {
    const { plan } = planChanges({
      ...differenceRequest(comparison),
      found,
      wanted,
      declaredRenames: [],
      decisions: {},
    })
    return plan.upgrade.map(describeOperation)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function listed(items: readonly string[]): string {
  const more = items.length - shownDifferences
  return `${items.slice(0, shownDifferences).join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}
