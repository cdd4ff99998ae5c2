import type { CatalogObject, DefinedObject } from '../schema/index.ts'

/** Whether an object is a comment that stands by itself, such as that of a constraint. It names nothing but what it is about. */
export function isRemark(object: CatalogObject): object is DefinedObject {
  return object.kind === 'defined' && object.objectType.endsWith(' comment')
}
