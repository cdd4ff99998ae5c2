import type { DifferenceRequest } from '../../diff/index.ts'
import { type Json, type JsonObject, LimbeckError, isLimbeckError } from '../../errors/index.ts'
import { type Operation, applyOperation, describeOperation } from '../../operations/index.ts'
import { planChanges } from '../../plan/index.ts'
import { type Catalog, type CatalogObject, createCatalog, editCatalog } from '../../schema/index.ts'
import type { RevisionModule } from '../../revisions/index.ts'
import type { ReplayedRevision } from '../compare/replay.ts'
import type { SquashedPart } from '../results.ts'

/** A revision of the range as it was recorded. */
export interface RecordedPart extends ReplayedRevision {
  readonly transaction: RevisionModule['transaction']
}

/** What the squashed revision does. */
export interface SquashedOperations {
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  /** Why there is no way back. */
  readonly irreversible: readonly string[]
  readonly withoutTransaction: boolean
  /** What people wrote by hand, and what became of it. */
  readonly handWritten: readonly SquashedPart[]
}

/**
 * A range that begins at the base: what it leaves behind, as operations that create it. Only a new database runs it, so that
 * changes on the way are not needed.
 *
 * @throws LimbeckError LB2024 when the revisions do not tell the schema, LB2025 for hand-written parts that nobody decided on
 */
export function createdAtOnce(parts: readonly RecordedPart[], handWritten: 'keep' | 'drop' | null): SquashedOperations {
  refuseFailures(parts)
  const found = parts.flatMap(handWrittenIn)
  const listed = found.map(({ part }) => part)
  if (found.length > 0 && handWritten === null) throw undecided(listed)
  const opaque = listed.find(({ isCode }) => isCode)
  if (opaque !== undefined && handWritten === 'keep') throw notCopied(opaque)
  const kept = handWritten === 'keep' ? found : []
  const { plan } = planChanges({ found: createCatalog([]), wanted: schemaBehind(parts), dialect: asWritten })
  return {
    upgrade: [...plan.upgrade, ...kept.flatMap(({ operation }) => operation ?? [])],
    downgrade: [...(handWritten === 'keep' ? droppedByHand(parts) : []), ...plan.downgrade],
    irreversible: plan.irreversible,
    withoutTransaction: kept.some(({ replayed }) => replayed.transaction === 'none'),
    handWritten: listed.map((part) => ({ ...part, kept: handWritten === 'keep' })),
  }
}

/**
 * A range in the middle: the same operations in the same order. Databases with rows run it, and whatever its steps do to
 * rows must happen.
 *
 * @throws LimbeckError LB2024 when a file asks the database for rows
 */
export function oneAfterAnother(parts: readonly RecordedPart[]): SquashedOperations {
  refuseFailures(parts)
  const opaque = parts.find((part) => part.upgrade.opaque || part.downgrade?.opaque === true)
  if (opaque !== undefined) {
    throw new LimbeckError(
      'LB2024',
      `Revision ${opaque.revision.id} asks the database for rows, so that its operations cannot be copied.`,
      {
        hints: [
          'Squash the revisions in front of it and behind it, or from the base with `--drop-sql`.',
          `Look at ${opaque.revision.file}.`,
        ],
        details: { revision: opaque.revision.id, file: opaque.revision.file },
      },
    )
  }
  const irreversible = parts.filter((part) => part.downgrade === null)
  return {
    upgrade: parts.flatMap((part) => part.upgrade.operations),
    downgrade: parts.toReversed().flatMap((part) => part.downgrade?.operations ?? []),
    irreversible: irreversible.map(({ revision }) => `Revision ${revision.id} had no downgrade`),
    withoutTransaction: parts.some((part) => part.transaction === 'none'),
    handWritten: parts.flatMap(handWrittenIn).map(({ part }) => ({ ...part, kept: true })),
  }
}

interface HandWritten {
  readonly replayed: RecordedPart
  readonly operation: Operation | null
  readonly part: Omit<SquashedPart, 'kept'>
}

const kinds: ReadonlySet<string> = new Set(['execute', 'bulkInsert', 'updateInBatches', 'custom'])

function handWrittenIn(replayed: RecordedPart): readonly HandWritten[] {
  const { revision, upgrade } = replayed
  const rest = upgrade.operations
    .filter(({ kind }) => kinds.has(kind))
    .map((operation) => ({
      replayed,
      operation,
      part: { revision: revision.id, describe: describeOperation(operation), isCode: false },
    }))
  if (!upgrade.opaque) return rest
  const code = { revision: revision.id, describe: 'Code that asks the database for rows', isCode: true }
  return [{ replayed, operation: null, part: code }, ...rest]
}

/** On the way down to the base rows go with their tables; only what stands on tables must go before them. */
function droppedByHand(parts: readonly RecordedPart[]): readonly Operation[] {
  return parts
    .toReversed()
    .flatMap((part) => part.downgrade?.operations ?? [])
    .filter((operation) => operation.kind === 'execute' && /^\s*drop\b/i.test(operation.sql))
}

function schemaBehind(parts: readonly RecordedPart[]): Catalog {
  const draft = editCatalog(createCatalog([]))
  for (const { revision, upgrade } of parts) {
    for (const operation of upgrade.operations) {
      try {
        applyOperation(draft, operation)
      } catch (error) {
        if (!isLimbeckError(error) || error.code !== 'LB5003') throw error
        throw new LimbeckError(
          'LB2024',
          `Revision ${revision.id} changes what the revisions before it do not make: ${error.message}`,
          {
            hints: [
              'Hand-written SQL made it, or it was there before: the files alone do not tell the schema.',
              'Squash a range behind it: `limbeck squash FROM:TO`.',
            ],
            details: { ...error.details, revision: revision.id, file: revision.file },
            cause: error,
          },
        )
      }
    }
  }
  return draft
}

function refuseFailures(parts: readonly RecordedPart[]): void {
  for (const { revision, upgrade, downgrade } of parts) {
    const failure = upgrade.failure ?? downgrade?.failure ?? null
    if (failure === null) continue
    throw new LimbeckError('LB2024', `Revision ${revision.id} cannot be recorded without a database: ${failure}`, {
      hints: [`Look at ${revision.file}.`, 'Squash ranges without it.'],
      details: { revision: revision.id, file: revision.file },
    })
  }
}

function undecided(parts: readonly Omit<SquashedPart, 'kept'>[]): LimbeckError {
  const lines = parts.map((part) => `  ${part.revision}  ${part.describe}`)
  return new LimbeckError(
    'LB2025',
    ['The range has parts that people wrote by hand; should a new database still get them?', ...lines].join('\n'),
    {
      hints: [
        '`--drop-sql` leaves them out: right for data migrations, which find no rows on a new database.',
        '`--keep-sql` copies them behind the structure: right for views, triggers and rows that every database needs.',
      ],
      details: { handWritten: parts.map((part) => ({ ...part })) },
    },
  )
}

function notCopied({ revision }: Omit<SquashedPart, 'kept'>): LimbeckError {
  return new LimbeckError(
    'LB2025',
    `Revision ${revision} has code that asks the database for rows; that cannot be copied.`,
    {
      hints: ['Use `--drop-sql`, or squash the ranges in front of it and behind it.'],
      details: { revision },
    },
  )
}

/** Compares everything as it is written: the result must not depend on the database at hand. */
const asWritten: DifferenceRequest['dialect'] = {
  comparable: (object) => (object.kind === 'other' ? null : plainAttributes(object)),
  types: { print: (type) => JSON.stringify(type), castSafety: () => 'safe' },
}

function plainAttributes(object: CatalogObject): JsonObject {
  const attributes: { [name: string]: Json } = {}
  // Objects of a catalog are JSON-safe.
  for (const [name, value] of Object.entries(object) as [string, Json][]) {
    if (!['kind', 'namespace', 'table', 'name', 'nameSource'].includes(name)) attributes[name] = value
  }
  return attributes
}
