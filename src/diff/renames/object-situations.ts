import { type Catalog, type DefinedObject, displayName, displayTable } from '../../schema/index.ts'
import { nameSimilarity } from './name-similarity.ts'
import { optionWord, questionId } from './question-id.ts'
import { structureOf } from './same-structure.ts'
import { type RenameContext, type Situation, quotedChoice } from './situation.ts'

/**
 * Views, functions, sequences and the like that only the models have, where the database has one of the type that the
 * models do not have. Candidates are those that differ in nothing but the name.
 *
 * @param alone only those that belong to no table: what stands on tables is asked about when these have their new names
 */
export function objectSituations(alone: boolean) {
  return (found: Catalog, context: RenameContext): readonly Situation[] => {
    const { wanted } = context
    const added = objectsOnlyIn(wanted, found, alone, context)
    if (added.length === 0) return []
    const removed = new Map<string, DefinedObject[]>()
    for (const object of objectsOnlyIn(found, wanted, alone, context)) {
      const known = removed.get(placeOf(object))
      if (known === undefined) removed.set(placeOf(object), [object])
      else known.push(object)
    }
    return added.flatMap((object) => {
      const near = removed.get(placeOf(object)) ?? []
      return near.length === 0 ? [] : [situationOf(object, near, found, context)]
    })
  }
}

function situationOf(
  object: DefinedObject,
  near: readonly DefinedObject[],
  found: Catalog,
  { wanted, comparer }: RenameContext,
): Situation {
  const { objectType, namespace, on, name } = object
  const structure = structureOf(object, wanted, comparer)
  const candidates = near
    .filter((one) => structureOf(one, found, comparer) === structure)
    .map((one) => ({ name: one.name, names: nameSimilarity(one.name, name) }))
    .sort((a, b) => b.names - a.names || (a.name < b.name ? -1 : 1))
    .map((one) => one.name)
  const owner = on === null ? null : { namespace, name: on }
  const place = owner === null ? '' : ` of '${displayTable(owner)}'`
  const shown = owner === null ? displayName(object) : name
  return {
    id: questionId(object) ?? '',
    kind: 'renameObject',
    objectType,
    table: owner,
    name,
    candidates,
    ask: (names) => `Is ${objectType} '${shown}'${place} new, or was it renamed from ${quotedChoice(names)}?`,
    place: placeOf(object),
    gone: near.map((one) => one.name),
    rename: (from) => ({ kind: 'renameObject', objectType, namespace, on, name: from, to: name }),
  }
}

function objectsOnlyIn(
  catalog: Catalog,
  other: Catalog,
  alone: boolean,
  { comparer, scope, renames }: RenameContext,
): readonly DefinedObject[] {
  const objects: DefinedObject[] = []
  for (const object of catalog.looseObjects()) {
    if (object.kind !== 'defined' || other.has(object) || (alone && object.on !== null)) continue
    if (renames(object.objectType) !== 'in place' || !scope(object)) continue
    if (comparer.attributesOf(object, catalog) !== null) objects.push(object)
  }
  return objects
}

function placeOf({ objectType, namespace, on }: DefinedObject): string {
  return `${optionWord(objectType)} ${JSON.stringify([namespace, on])}`
}
