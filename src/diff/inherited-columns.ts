import { asInherited, columnsAbove } from '../operations/index.ts'
import { type Catalog, type CatalogObject, type Column, idOf } from '../schema/index.ts'
import type { Comparer } from './comparer.ts'

type ColumnDelta =
  | { readonly kind: 'added' | 'removed'; readonly object: Column }
  | {
      readonly kind: 'changed'
      readonly found: Column
      readonly wanted: Column
      readonly attributes: readonly string[]
    }

/** What a column may have of its own although its table inherits it. */
const own = ['default', 'nullable', 'comment']

/**
 * The differences of a column that its table inherits on one of the sides; null where both sides have it of their own.
 * It is its parent's, which is compared for itself: it comes and goes with that one's, and changes with it. What it says
 * besides is its own, and is said again where a change of the parent's wipes it out.
 */
export function inheritedDeltas(
  found: CatalogObject | undefined,
  wanted: CatalogObject,
  foundIn: Catalog,
  wantedIn: Catalog,
  comparer: Comparer,
): readonly ColumnDelta[] | null {
  if (wanted.kind !== 'column') return null
  if (found === undefined) return wanted.inherited === true ? newDeltas(wanted, wantedIn, comparer) : null
  if (found.kind !== 'column') return null
  const [was, is] = [found.inherited === true, wanted.inherited === true]
  if (!was && !is) return null
  const [before] = columnsAbove(foundIn, found)
  const above = columnsAbove(wantedIn, wanted)
  const [after] = above
  if (was && is) {
    if (before === undefined || after === undefined) return []
    const passedOn = new Set(above.flatMap((one) => changesOf(one, foundIn, wantedIn, comparer)))
    const reached: Column = {
      ...plain(found),
      // It is set again behind a change of the type.
      ...(['default', 'identity', 'type'].some((name) => passedOn.has(name))
        ? { default: asInherited(after).default }
        : {}),
      ...(passedOn.has('nullable') ? { nullable: after.nullable } : {}),
      type: wanted.type,
    }
    const attributes = comparer.differences(reached, foundIn, plain(wanted), wantedIn)
    return ownDelta(reached, wanted, above, attributes)
  }
  // It goes with its parent's, and comes again as its own; or the other way round.
  if (was) return before !== undefined && !wantedIn.has(idOf(before)) ? [{ kind: 'added', object: wanted }] : []
  return after !== undefined && !foundIn.has(idOf(after)) ? [{ kind: 'removed', object: found }] : []
}

/** What of a column changes that is there on both sides, and so in those below it. */
function changesOf(wanted: Column, foundIn: Catalog, wantedIn: Catalog, comparer: Comparer): readonly string[] {
  const found = foundIn.get(idOf(wanted))
  return found?.kind === 'column' ? comparer.differences(plain(found), foundIn, plain(wanted), wantedIn) : []
}

/** What a column has of its own that comes with a new one of the parent's. */
function newDeltas(wanted: Column, wantedIn: Catalog, comparer: Comparer): readonly ColumnDelta[] {
  const above = columnsAbove(wantedIn, wanted)
  const [parent] = above
  if (parent === undefined) return []
  const { namespace, table } = wanted
  const given = plain({ ...asInherited(parent), namespace, table })
  return ownDelta(given, wanted, above, comparer.differences(given, wantedIn, plain(wanted), wantedIn))
}

function ownDelta(
  reached: Column,
  wanted: Column,
  above: readonly Column[],
  attributes: readonly string[],
): readonly ColumnDelta[] {
  const named = attributes.filter((name) => own.includes(name))
  if (named.length === 0) return []
  // Changes of those above reach it first.
  const requires = [...(wanted.requires ?? []), ...above.map(idOf)]
  return [
    { kind: 'changed', found: { ...reached, inherited: true }, wanted: { ...wanted, requires }, attributes: named },
  ]
}

function plain(column: Column): Column {
  const { inherited: _, ...own } = column
  return own
}
