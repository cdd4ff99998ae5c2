import { type Catalog, displayName, displayTable, idOf } from '../schema/index.ts'

/** What models cannot say about a database, a sentence each. */
export function unsaid(catalog: Catalog): readonly string[] {
  const sentences: string[] = []
  for (const object of catalog.objects()) {
    if (object.kind === 'other') {
      sentences.push(`The ${object.objectType} '${displayName(idOf(object))}' is not among the models.`)
    }
    if (object.kind === 'column' && /^(?:0|[1-9]\d*)$/.test(object.name)) {
      const table = displayTable({ namespace: object.namespace, name: object.table })
      sentences.push(
        `The column '${object.name}' of ${table} is a number, which JavaScript puts in front of the others.`,
      )
    }
  }
  return sentences
}
