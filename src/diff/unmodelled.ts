import { type Catalog, displayName, idOf } from '../schema/index.ts'
import type { Scope } from './scope.ts'

/** What the database has and limbeck does not model, a sentence each. It is left as it is. */
export function unmodelledObjects(found: Catalog, scope: Scope): readonly string[] {
  const sentences: string[] = []
  for (const object of found.objects()) {
    if (object.kind === 'defined' && !scope(object)) {
      sentences.push(leftAlone(object.objectType, displayName(object)))
      continue
    }
    if (object.kind !== 'other' || !scope(object)) continue
    if (object.tables !== undefined) {
      const tables = object.tables === 1 ? '1 table' : `${object.tables} tables`
      sentences.push(`Schema '${object.name}' with ${tables} is not compared, because no model is in it.`)
      continue
    }
    sentences.push(leftAlone(object.objectType, displayName(idOf(object))))
  }
  return sentences
}

function leftAlone(objectType: string, name: string): string {
  return `${objectType.charAt(0).toUpperCase()}${objectType.slice(1)} '${name}' is not compared: limbeck leaves it as it is.`
}
