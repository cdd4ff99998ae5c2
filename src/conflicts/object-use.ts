import { type Catalog, type CatalogObject, type ObjectId, keyOf } from '../schema/index.ts'
import type { Act, Effect, TracedSide } from './acts-of-side.ts'

/**
 * What a side as a whole has to do with one object. `replaced`: dropped and made again. `transient`: made and dropped
 * again, so that nothing is left of it.
 */
export type UseKind = 'made' | 'removed' | 'changed' | 'replaced' | 'transient' | 'needed'

/** A side's use of one object. */
export interface ObjectUse {
  readonly kind: UseKind
  readonly id: ObjectId
  /** The operations that did it, in their order. */
  readonly acts: readonly Act[]
  /** In front of and behind the whole side. */
  readonly before: CatalogObject | undefined
  readonly after: CatalogObject | undefined
}

interface Visit {
  readonly act: Act
  readonly effect: Effect
}

/** Every object that a side has to do with, by key; the names of {@link namePools} as well. */
export function usesOf(base: Catalog, traced: TracedSide): ReadonlyMap<string, ObjectUse> {
  const visits = new Map<string, Visit[]>()
  const add = (key: string, visit: Visit) => {
    const list = visits.get(key)
    if (list === undefined) visits.set(key, [visit])
    else list.push(visit)
  }
  for (const act of traced.acts) {
    for (const effect of act.effects) {
      add(keyOf(effect.id), { act, effect })
      if (effect.how === 'makes' || effect.how === 'removes') {
        for (const pool of namePools(effect.id)) add(pool, { act, effect })
      }
    }
  }
  return new Map([...visits].map(([key, list]) => [key, useOf(list, base, traced.after)]))
}

/** Whether a key of {@link usesOf} stands for a name and not for an object. */
export function isPool(key: string): boolean {
  return key.startsWith(poolMark)
}

const poolMark = 'name of '

/** Names that two objects cannot have at the same time although their ids differ. */
function namePools(id: ObjectId): readonly string[] {
  switch (id.kind) {
    case 'index':
      return [`${poolMark}an index: ${JSON.stringify([id.namespace, id.name])}`]
    case 'primaryKey':
    case 'unique':
    case 'foreignKey':
    case 'check':
      return id.name === '' ? [] : [`${poolMark}a constraint: ${JSON.stringify([id.namespace, id.table, id.name])}`]
    default:
      return []
  }
}

function useOf(visits: readonly Visit[], base: Catalog, after: Catalog): ObjectUse {
  const of = (...hows: readonly Effect['how'][]) => visits.filter(({ effect }) => hows.includes(effect.how))
  const comings = of('makes', 'removes')
  const changing = of('changes')
  const kind = kindOf(comings[0]?.effect.how, comings.at(-1)?.effect.how, changing.length > 0)
  const relevant = kind === 'changed' ? changing : kind === 'needed' ? visits : comings
  // There is at least one visit under every key.
  const id = (relevant[0] ?? visits[0])?.effect.id ?? { kind: 'namespace', name: '' }
  return { kind, id, acts: [...new Set(relevant.map(({ act }) => act))], before: base.get(id), after: after.get(id) }
}

function kindOf(first: Effect['how'] | undefined, last: Effect['how'] | undefined, changed: boolean): UseKind {
  if (first === undefined) return changed ? 'changed' : 'needed'
  if (first === 'makes') return last === 'makes' ? 'made' : 'transient'
  return last === 'makes' ? 'replaced' : 'removed'
}
