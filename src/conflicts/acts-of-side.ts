import { type LimbeckError, isLimbeckError } from '../errors/index.ts'
import { type Operation, type Touch, applyOperation, touchesOf } from '../operations/index.ts'
import { type Catalog, type CatalogDraft, type CatalogObject, type ObjectId, editCatalog } from '../schema/index.ts'
import { sameObject } from './same-object.ts'
import type { Side, SideRevision } from './side.ts'

/** An operation that stands alone: groups (`op.alterTable`) are taken apart. */
export type Atom = Exclude<Operation, { kind: 'alterTable' }>

/** What an operation really did to one object, or needed of it. */
export interface Effect {
  readonly how: 'makes' | 'removes' | 'changes' | 'needs'
  readonly id: ObjectId
  readonly before: CatalogObject | undefined
  readonly after: CatalogObject | undefined
}

/** One operation of a side, with what it did when the side was replayed on its own. */
export interface Act {
  readonly side: Side
  readonly revision: SideRevision
  readonly operation: Atom
  readonly effects: readonly Effect[]
  /** Why it could not be replayed even on its own side; null when it could. */
  readonly failure: string | null
}

/** A side that was replayed on its own. */
export interface TracedSide {
  readonly side: Side
  readonly acts: readonly Act[]
  readonly after: Catalog
}

/** Replays a side over the catalog of the common ancestor and notes what each operation does. */
export function traceSide(base: Catalog, side: Side): TracedSide {
  const draft = editCatalog(base)
  const acts = side.revisions.flatMap((revision) =>
    revision.operations.flatMap(atomsOf).map((operation): Act => {
      const touched = touchesIn(operation, draft).map((touch) => ({ ...touch, before: draft.get(touch.id) }))
      const failure = applyIfPossible(draft, operation)
      const effects = touched.flatMap((touch) => effectOf(touch, draft.get(touch.id), failure !== null))
      return { side, revision, operation, effects, failure }
    }),
  )
  return { side, acts, after: draft }
}

/** The parts of an operation that stand alone. */
export function atomsOf(operation: Operation): readonly Atom[] {
  return operation.kind === 'alterTable' ? operation.changes : [operation]
}

/** Applies an operation; what does not fit the catalog changes nothing, and its message is returned. */
export function applyIfPossible(draft: CatalogDraft, operation: Operation): string | null {
  try {
    applyOperation(draft, operation)
    return null
  } catch (error) {
    if (isStateError(error)) return error.message.replace(/ The operation was: .*$/s, '')
    // A project's own operation throws what it likes.
    if (operation.kind === 'custom') return error instanceof Error ? error.message : String(error)
    throw error
  }
}

function isStateError(error: unknown): error is LimbeckError {
  return isLimbeckError(error) && error.code === 'LB5003'
}

function touchesIn(operation: Atom, before: Catalog): readonly Touch[] {
  try {
    return touchesOf(operation, before)
  } catch (error) {
    if (isStateError(error)) return []
    throw error
  }
}

function effectOf(
  touch: Touch & { readonly before: CatalogObject | undefined },
  after: CatalogObject | undefined,
  failed: boolean,
): readonly Effect[] {
  const { id, before } = touch
  switch (touch.how) {
    case 'releases':
      return []
    case 'parts':
    case 'joins':
      return [{ how: 'needs', id, before, after }]
    case 'makes':
      // `ifNotExists`, and the object was there.
      return [{ how: before !== undefined && sameObject(before, after) ? 'needs' : 'makes', id, before, after }]
    case 'changes':
      // A key over a column changes nothing about the column.
      return [{ how: failed || !sameObject(before, after) ? 'changes' : 'needs', id, before, after }]
    default:
      return [{ how: touch.how, id, before, after }]
  }
}
