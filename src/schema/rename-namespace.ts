import { nameChangeOf } from './renamed-id.ts'
import type { CatalogDraft } from './catalog.ts'
import type { ColumnType } from './column-type.ts'
import { followInMember, followInObject } from './follow-rename.ts'
import { idOf } from './object-id.ts'
import type { CatalogObject } from './objects.ts'

/** Renames a namespace in a catalog, with everything that is in it and whatever names that. */
export function renameNamespaceIn(draft: CatalogDraft, from: string, to: string): void {
  const renaming = { id: { kind: 'namespace', name: from }, to } as const
  const change = nameChangeOf(renaming)
  const moved = (namespace: string | null) => (namespace === from ? to : namespace)
  const renamed = (object: CatalogObject): CatalogObject => {
    if (object.kind === 'namespace') return object.name === from ? { ...object, name: to } : object
    if (object.kind === 'defined') {
      const next = followInObject(object, renaming, change)
      // An extension says as an attribute where its objects are.
      return next.attributes['schema'] === from ? { ...next, attributes: { ...next.attributes, schema: to } } : next
    }
    const next = { ...object, namespace: moved(object.namespace) }
    if (next.kind === 'foreignKey') {
      return { ...next, references: { ...next.references, namespace: moved(next.references.namespace) } }
    }
    if (next.kind === 'table' && next.inherits !== undefined) {
      return { ...next, inherits: next.inherits.map((ref) => ({ ...ref, namespace: moved(ref.namespace) })) }
    }
    if (change === null || (next.kind !== 'column' && next.kind !== 'check' && next.kind !== 'index')) return next
    const followed = followInMember(next, renaming, change)
    return followed.kind === 'column' ? { ...followed, type: movedType(followed.type, moved) } : followed
  }
  const objects = [...draft.objects()]
  for (const object of objects) draft.remove(idOf(object))
  for (const object of objects) draft.put(renamed(object))
}

function movedType(type: ColumnType, moved: (namespace: string | null) => string | null): ColumnType {
  if (type.kind === 'array') return { ...type, of: movedType(type.of, moved) }
  return type.kind === 'enum' ? { ...type, namespace: moved(type.namespace) } : type
}
