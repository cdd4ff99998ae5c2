import type { TypeSystem } from '../../dialects/index.ts'
import { type Catalog, type Column, typeFamily } from '../../schema/index.ts'
import { type Comparer, equalJson } from '../comparer.ts'
import { nameSimilarity, similarEnough } from './name-similarity.ts'

/** A column with its place among the columns of its table. */
export interface PlacedColumn {
  readonly column: Column
  readonly place: number
}

/**
 * The names of removed columns that the added one could have had before, best first: columns of the same type, of a
 * related one, or of any that converts where the names are alike. Generated columns hold nothing that could be lost.
 */
export function columnCandidates(
  added: PlacedColumn,
  removed: readonly PlacedColumn[],
  found: Catalog,
  wanted: Catalog,
  context: { readonly comparer: Comparer; readonly types: Pick<TypeSystem, 'castSafety'> },
): readonly string[] {
  if (added.column.generated !== null) return []
  const typeOf = (column: Column, catalog: Catalog) => context.comparer.attributesOf(column, catalog)?.['type']
  const wantedType = typeOf(added.column, wanted)
  return removed
    .filter(({ column }) => column.generated === null)
    .map(({ column, place }) => ({
      name: column.name,
      sameType: equalJson(typeOf(column, found), wantedType),
      sameFamily: typeFamily(column.type) === typeFamily(added.column.type),
      converts: context.types.castSafety(column.type, added.column.type) !== 'impossible',
      similarity: nameSimilarity(column.name, added.column.name),
      distance: Math.abs(place - added.place),
    }))
    .filter((one) => one.sameType || (one.converts && (one.sameFamily || one.similarity >= similarEnough)))
    .map((one) => ({
      ...one,
      score: one.similarity * 4 + (one.sameType ? 2 : one.sameFamily ? 1 : 0) + (one.distance === 0 ? 1 : 0),
    }))
    .sort((a, b) => b.score - a.score || a.distance - b.distance)
    .map((one) => one.name)
}
