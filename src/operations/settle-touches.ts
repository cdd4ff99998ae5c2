import { type ObjectId, type ObjectKey, keyOf } from '../schema/index.ts'
import type { Touch } from './definition.ts'

const bits: { readonly [How in Touch['how']]: number } = {
  makes: 1,
  removes: 2,
  changes: 4,
  needs: 8,
  releases: 16,
  parts: 32,
  joins: 64,
}

function isSameTable(id: ObjectId, other: ObjectId | undefined): boolean {
  return id.kind === 'table' && other?.kind === 'table' && id.name === other.name && id.namespace === other.namespace
}

/**
 * Touches of one operation without repetitions, and without edges to what it makes or removes itself; with their keys,
 * because making one takes longer than all that is done with it.
 */
export function settleTouches(touches: readonly Touch[]): readonly Touch[] {
  const seen = new Map<ObjectKey, number>()
  let last = { id: touches[0]?.id, key: '' }
  const keyed = touches.map(({ how, id }) => {
    // Every member of a table names it once more.
    const isLast = id.kind === 'table' && last.key !== '' && isSameTable(id, last.id)
    const key = isLast ? last.key : keyOf(id)
    if (id.kind === 'table' && !isLast) last = { id, key }
    return { how, id, key }
  })
  for (const { how, key } of keyed) if (how === 'makes' || how === 'removes') seen.set(key, 0)
  const own = new Set(seen.keys())
  return keyed.filter(({ how, key }) => {
    if (how !== 'makes' && how !== 'removes' && own.has(key)) return false
    const before = seen.get(key) ?? 0
    if ((before & bits[how]) !== 0) return false
    seen.set(key, before | bits[how])
    return true
  })
}
