import type { Catalog } from '../schema/index.ts'
import type { Scope } from './scope.ts'

/**
 * Which namespaces go where nothing wants them: those that were asked for by name, by a source that speaks for everything,
 * with nothing in them that is left alone.
 */
export function droppableNamespaces(
  found: Catalog,
  scope: Scope,
  {
    objectTypes,
    namespaces = [],
  }: { readonly objectTypes?: 'all' | readonly string[]; readonly namespaces?: readonly string[] },
): (name: string) => boolean {
  if (objectTypes !== 'all' || namespaces.length === 0) return () => false
  const kept = new Set<string>()
  for (const object of found.objects()) {
    if (!('namespace' in object) || object.namespace === null) continue
    if (object.kind === 'other' || !scope(object)) kept.add(object.namespace)
  }
  return (name) => namespaces.includes(name) && !kept.has(name)
}
