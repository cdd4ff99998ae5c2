import { type ObjectKey, type TableRef, isMemberOf, keyOf } from '../schema/index.ts'
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

/** In what is known of a key: the operation makes or removes it. */
const isOwn = 128

/** Touches of an operation that makes or removes a table: of its members only that they come or go with it, without keys. */
export function settleWholeTable(touches: readonly Touch[], table: TableRef): readonly Touch[] {
  const others: Touch[] = []
  const own: Touch[] = []
  for (const touch of touches) {
    if (!isMemberOf(touch.id, table)) others.push(touch)
    else if (touch.how === 'makes' || touch.how === 'removes') own.push(touch)
  }
  return [...settleTouches(others), ...own]
}

/**
 * Touches of one operation without repetitions, and without edges to what it makes or removes itself; with their keys,
 * because making one takes longer than all that is done with it.
 */
export function settleTouches(touches: readonly Touch[]): readonly Touch[] {
  const known = new Map<ObjectKey, number>()
  const keys: ObjectKey[] = []
  for (const { how, id } of touches) {
    const key = keyOf(id)
    keys.push(key)
    if (how === 'makes' || how === 'removes') known.set(key, isOwn)
  }
  const settled: Touch[] = []
  for (let at = 0; at < touches.length; at += 1) {
    const touch = touches[at]
    const key = keys[at]
    if (touch === undefined || key === undefined) continue
    const { how, id } = touch
    const before = known.get(key) ?? 0
    if ((before & bits[how]) !== 0) continue
    if ((before & isOwn) !== 0 && how !== 'makes' && how !== 'removes') continue
    known.set(key, before | bits[how])
    settled.push({ how, id, key })
  }
  return settled
}
