import { type ObjectId, displayName } from '../../schema/index.ts'

/** The id of the question whether an object was renamed; null for what nobody is asked about. */
export function questionId(id: ObjectId): string | null {
  const word = id.kind === 'defined' ? optionWord(id.objectType) : words[id.kind]
  return word === undefined ? null : `rename-${word}:${displayName(id)}`
}

/** `materialized view` as options and ids say it: `materialized-view`. */
export function optionWord(objectType: string): string {
  return objectType.replaceAll(' ', '-')
}

const words: { readonly [Kind in ObjectId['kind']]?: string } = {
  namespace: 'schema',
  table: 'table',
  column: 'column',
  enumType: 'enum',
}
