import { type Catalog, type Table, displayName, idOf } from '../schema/index.ts'
import { lineageWord } from './keep-unsaid.ts'
import type { Scope } from './scope.ts'

/** What the database has and limbeck does not model, a sentence each. It is left as it is. */
export function unmodelledObjects(found: Catalog, scope: Scope): readonly string[] {
  const sentences: string[] = []
  for (const object of found.objects()) {
    if (object.kind === 'defined' && !scope(object)) {
      sentences.push(leftAlone(object.objectType, displayName(object)))
      continue
    }
    const part = object.kind === 'table' ? lineageWord(object) : null
    if (object.kind === 'table' && part !== null && !scope(object) && scope(plainTable(object))) {
      sentences.push(leftAlone(part, displayName(object)))
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

/** The same table if it were none of several. */
function plainTable(table: Table): Table {
  const { kind, namespace, name, comment, options, definition } = table
  return { kind, namespace, name, comment, options, definition }
}

function leftAlone(objectType: string, name: string): string {
  return `${objectType.charAt(0).toUpperCase()}${objectType.slice(1)} '${name}' is not compared: limbeck leaves it as it is.`
}
