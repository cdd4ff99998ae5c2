import { type Catalog, type EnumType, displayName, idOf, keyOf } from '../../schema/index.ts'
import { nameSimilarity } from './name-similarity.ts'
import { type RenameContext, type Situation, quotedChoice } from './situation.ts'
import { overlap } from './table-candidates.ts'

/** Enum types that only the models have, where one of the database is gone. */
export function enumSituations(found: Catalog, context: RenameContext): readonly Situation[] {
  const { wanted } = context
  const added = enumTypes(wanted, context).filter((type) => !found.has(idOf(type)))
  const removed = enumTypes(found, context).filter((type) => !wanted.has(idOf(type)))
  return added.map((type) => {
    const near = removed.filter((one) => one.namespace === type.namespace)
    const candidates = near
      .map((one) => ({
        name: one.name,
        values: overlap(new Set(type.values), new Set(one.values)),
        names: nameSimilarity(one.name, type.name),
      }))
      .filter((one) => one.values >= 0.5)
      .sort((a, b) => b.values + b.names - (a.values + a.names))
      .map((one) => one.name)
    return {
      id: `rename-enum:${displayName(type)}`,
      kind: 'renameEnum',
      table: null,
      name: type.name,
      candidates,
      ask: (names) => `Is enum type '${displayName(type)}' new, or was it renamed from ${quotedChoice(names)}?`,
      place: `enum types of ${type.namespace ?? ''}`,
      gone: near.map((one) => one.name),
      rename: (from) => ({ kind: 'renameEnum', namespace: type.namespace, name: from, to: type.name }),
    }
  })
}

/** Values that an enum type has only in the models, where one of the database is gone. */
export function enumValueSituations(found: Catalog, context: RenameContext): readonly Situation[] {
  return enumTypes(context.wanted, context).flatMap((type) => {
    const before = found.get(idOf(type))
    if (before?.kind !== 'enumType') return []
    const gone = before.values.filter((value) => !type.values.includes(value))
    if (gone.length === 0) return []
    return type.values
      .filter((value) => !before.values.includes(value))
      .map((value): Situation => {
        const distance = (old: string) => Math.abs(before.values.indexOf(old) - type.values.indexOf(value))
        const candidates = [...gone].sort(
          (a, b) => nameSimilarity(b, value) - nameSimilarity(a, value) || distance(a) - distance(b),
        )
        return {
          id: `rename-enum-value:${displayName(type)}.${value}`,
          kind: 'renameEnumValue',
          table: null,
          name: value,
          candidates,
          ask: (names) =>
            `Is value '${value}' of enum type '${displayName(type)}' new, or was it renamed from ${quotedChoice(names)}?`,
          place: keyOf(idOf(type)),
          gone,
          rename: (from) => ({
            kind: 'renameEnumValue',
            namespace: type.namespace,
            name: type.name,
            value: from,
            to: value,
          }),
        }
      })
  })
}

function enumTypes(catalog: Catalog, { comparer, scope }: RenameContext): readonly EnumType[] {
  const types: EnumType[] = []
  for (const object of catalog.looseObjects()) {
    if (object.kind === 'enumType' && scope(object) && comparer.attributesOf(object, catalog) !== null) {
      types.push(object)
    }
  }
  return types
}
