import { type Operation, type OperationOf, idInFront, renamingOf } from '../operations/index.ts'
import { type Catalog, type DefinedObject, idOf, keyOf, tableKey } from '../schema/index.ts'

export interface SplitAlterations {
  readonly early: readonly Operation[]
  /** Under the names in front of the renames. */
  readonly late: readonly Operation[]
}

/**
 * The way back, split: a body that names what is renamed (or its own routine) can be put back only behind the renames
 * back, because a server looks for the names in it.
 *
 * @param renames of the way up
 * @param found the catalog in front of them
 */
export function splitAlterations(
  back: readonly Operation[],
  renames: readonly Operation[],
  found: Catalog,
): SplitAlterations {
  if (renames.length === 0 || !back.some(({ kind }) => kind === 'alterObject')) return { early: back, late: [] }
  const early: Operation[] = []
  const late: Operation[] = []
  const isRenamed = renamedIn(renames)
  for (const operation of back) {
    const object = operation.kind === 'alterObject' ? objectInFront(operation, renames, found) : undefined
    if (operation.kind !== 'alterObject' || object === undefined || !isRenamed(object)) early.push(operation)
    else {
      const { objectType, namespace, on, name, attributes, requires } = object
      const changes = Object.fromEntries(Object.keys(operation.changes).map((key) => [key, attributes[key] ?? null]))
      late.push({ ...operation, objectType, namespace, on, name, changes, requires })
    }
  }
  return { early, late }
}

function objectInFront(
  { objectType, namespace, on, name }: OperationOf<'alterObject'>,
  renames: readonly Operation[],
  found: Catalog,
): DefinedObject | undefined {
  const object = found.get(idInFront({ kind: 'defined', objectType, namespace, on, name }, renames))
  return object?.kind === 'defined' && object.name.endsWith(')') ? object : undefined
}

/** Whether a routine is renamed, or names in its body what is. */
function renamedIn(renames: readonly Operation[]): (object: DefinedObject) => boolean {
  const keys = new Set<string>()
  const namespaces = new Set<string>()
  renames.forEach((operation, at) => {
    const renaming = renamingOf(operation)
    if (renaming === null) return
    const id = idInFront(renaming.id, renames.slice(0, at))
    if (id.kind === 'namespace') namespaces.add(id.name)
    keys.add(id.kind === 'column' ? tableKey({ namespace: id.namespace, name: id.table }) : keyOf(id))
  })
  return (object) =>
    [idOf(object), ...(object.mentions ?? []), ...object.requires].some(
      (id) => keys.has(keyOf(id)) || (id.kind !== 'namespace' && id.namespace !== null && namespaces.has(id.namespace)),
    )
}
