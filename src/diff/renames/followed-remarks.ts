import { type DefinedObject, idOf, keyOf, renamedId } from '../../schema/index.ts'
import type { Delta } from '../compare-catalogs.ts'
import { equalJson } from '../comparer.ts'

/**
 * The differences without the comments of constraints and indexes that are renamed: these follow the name, so what looks
 * like one removed and another added is no difference where both say the same.
 */
export function withoutFollowedRemarks(deltas: readonly Delta[]): readonly Delta[] {
  const renamings = deltas.flatMap((delta) =>
    delta.kind === 'renamed' ? [{ id: idOf(delta.found), to: delta.wanted.name }] : [],
  )
  if (renamings.length === 0) return deltas
  const added = new Map<string, DefinedObject>()
  for (const delta of deltas) {
    if (delta.kind === 'added' && delta.object.kind === 'defined') added.set(keyOf(delta.object), delta.object)
  }
  const followed = new Set<string>()
  for (const delta of deltas) {
    if (delta.kind !== 'removed' || delta.object.kind !== 'defined') continue
    const key = keyOf(delta.object)
    const next = renamings.map((renaming) => keyOf(renamedId(idOf(delta.object), renaming))).find((one) => one !== key)
    const counterpart = next === undefined ? undefined : added.get(next)
    if (counterpart === undefined || !equalJson(counterpart.attributes, delta.object.attributes)) continue
    followed.add(key).add(keyOf(counterpart))
  }
  return deltas.filter((delta) => !('object' in delta) || !followed.has(keyOf(idOf(delta.object))))
}
