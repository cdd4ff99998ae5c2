import { type Operation, idBehind } from '../../operations/index.ts'
import { type Catalog, type ObjectId, keyOf, withoutArguments } from '../../schema/index.ts'
import type { DeclaredRename } from '../question.ts'
import type { RenamedOwners } from './declared-rename.ts'
import { type RenameTarget, renameOperation, targetOf } from './rename-target.ts'
import { structureOf } from './same-structure.ts'
import type { RenameContext } from './situation.ts'

/** Renames in a circle, with the operations that make them. */
export interface Swap {
  readonly declared: readonly DeclaredRename[]
  readonly operations: readonly Operation[]
}

/**
 * Declared renames in which each takes the name that another one gives up. Since all names are there before and behind,
 * nothing says whether it has been done: whoever tells it for this one time is believed, and of models only what is under
 * the names.
 */
export function swappedNames(
  waiting: Iterable<DeclaredRename>,
  found: Catalog,
  context: RenameContext,
  owners: RenamedOwners,
): readonly Swap[] {
  const byOld = new Map<string, { readonly declared: DeclaredRename; readonly target: RenameTarget }>()
  for (const declared of waiting) {
    const target = targetOf(declared, owners.placeOf(declared), found, context.wanted)
    if (target === null || !found.has(target.old) || !found.has(target.next)) continue
    const wanted = context.wanted.get(target.next)
    if (wanted !== undefined && context.scope(wanted)) byOld.set(keyOf(target.old), { declared, target })
  }
  const swaps: Swap[] = []
  const seen = new Set<string>()
  for (const start of byOld.keys()) {
    const circle: { readonly declared: DeclaredRename; readonly target: RenameTarget }[] = []
    let key = start
    for (let one = byOld.get(key); one !== undefined && !seen.has(key); one = byOld.get(key)) {
      seen.add(key)
      circle.push(one)
      key = keyOf(one.target.next)
    }
    if (circle.length < 2 || key !== start) continue
    const targets = circle.map(({ target }) => target)
    if (!circle.every(({ declared }) => declared.told === true) && !isOpen(targets, found, context)) continue
    swaps.push({ declared: circle.map(({ declared }) => declared), operations: throughFreeName(targets, found) })
  }
  return swaps
}

/** Whether what is found under the old names is what is wanted under the new ones, and not yet so. */
function isOpen(targets: readonly RenameTarget[], found: Catalog, { wanted, comparer }: RenameContext): boolean {
  const structure = (id: ObjectId, catalog: Catalog) => {
    const object = catalog.get(id)
    return object === undefined ? '' : structureOf(object, catalog, comparer)
  }
  const after = targets.map(({ next }) => structure(next, wanted))
  return (
    targets.every(({ old }, at) => structure(old, found) === after[at]) &&
    targets.some(({ next }, at) => structure(next, found) !== after[at])
  )
}

/** The first one steps aside under a name that nothing has; the others follow from behind. */
function throughFreeName(targets: readonly RenameTarget[], found: Catalog): readonly Operation[] {
  const [first, ...rest] = targets
  if (first === undefined) return []
  const types = first.old.name.slice(withoutArguments(first.old.name).length)
  let free = `limbeck_swap${types}`
  for (let count = 2; found.has({ ...first.old, name: free }); count += 1) free = `limbeck_swap_${count}${types}`
  const operations: Operation[] = []
  const rename = (id: ObjectId, to: string) => {
    const operation = renameOperation(idBehind(id, operations), to)
    if (operation !== null) operations.push(operation)
  }
  rename(first.old, free)
  for (const { old, next } of rest.reverse()) rename(old, next.name)
  rename(first.old, first.next.name)
  return operations
}
