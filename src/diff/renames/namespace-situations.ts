import type { Catalog } from '../../schema/index.ts'
import { nameSimilarity } from './name-similarity.ts'
import { type RenameContext, type Situation, quotedChoice } from './situation.ts'
import { overlap } from './table-candidates.ts'

/** Schemas that only the models have, where the database has one with mostly the same things in it. */
export function namespaceSituations(found: Catalog, { wanted, scope }: RenameContext): readonly Situation[] {
  const only = (catalog: Catalog, other: Catalog): readonly string[] =>
    [...catalog.looseObjects()].flatMap((object) =>
      object.kind === 'namespace' && scope(object) && !other.has(object) ? [object.name] : [],
    )
  const added = only(wanted, found)
  const gone = added.length === 0 ? [] : only(found, wanted)
  if (gone.length === 0) return []
  const wantedIn = contents(wanted)
  const foundIn = contents(found)
  return added.map((name) => ({
    id: `rename-schema:${name}`,
    kind: 'renameSchema',
    table: null,
    name,
    candidates: gone
      .map((old) => ({
        name: old,
        shared: overlap(wantedIn.get(name) ?? new Set(), foundIn.get(old) ?? new Set()),
        names: nameSimilarity(old, name),
      }))
      .filter((one) => one.shared >= 0.5)
      .sort((a, b) => b.shared + b.names - (a.shared + a.names))
      .map((one) => one.name),
    ask: (names) => `Is schema '${name}' new, or was it renamed from ${quotedChoice(names)}?`,
    place: 'schemas',
    gone,
    rename: (from) => ({ kind: 'renameNamespace', name: from, to: name }),
  }))
}

/** What stands in each namespace: kinds and names. */
function contents(catalog: Catalog): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  const add = (namespace: string | null, name: string) => {
    if (namespace === null) return
    const known = names.get(namespace)
    if (known === undefined) names.set(namespace, new Set([name]))
    else known.add(name)
  }
  for (const { namespace, name } of catalog.tables()) add(namespace, `table ${name}`)
  for (const object of catalog.looseObjects()) {
    if (object.kind === 'defined') add(object.namespace, `${object.objectType} ${object.on ?? ''} ${object.name}`)
    if (object.kind === 'enumType') add(object.namespace, `enum ${object.name}`)
  }
  return names
}
