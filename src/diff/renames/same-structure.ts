import { type CatalogObject, type Catalog, withoutArguments } from '../../schema/index.ts'
import type { Comparer } from '../comparer.ts'

/**
 * What an object is besides its name and comment, as text. A text of it that says its own name (a function that calls
 * itself) says the same under another name.
 */
export function structureOf(object: CatalogObject, catalog: Catalog, comparer: Comparer): string {
  if (object.kind === 'table') {
    const columns: string[] = []
    for (const member of catalog.membersOf(object)) {
      if (member.kind !== 'column') continue
      columns.push(JSON.stringify([member.name, comparer.attributesOf(member, catalog)?.['type']]))
    }
    return columns.sort().join()
  }
  const bare = { ...object, comment: null }
  const signature = comparer.signatureOf(bare, catalog)
  if (object.kind !== 'defined') return signature
  const own = withoutArguments(object.name).replace(/[\\^$.|?+()[\]{}]/g, '\\$&')
  const types = object.name.slice(withoutArguments(object.name).length)
  return `${types} ${signature.replace(new RegExp(`(?<![\\w$])${own}(?![A-Za-z0-9$])`, 'gu'), '\0')}`
}
