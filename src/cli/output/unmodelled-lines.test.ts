import { expect, test } from 'vitest'
import { plainDialect } from '../../../test/support/plain-dialect.ts'
import { catalogOf } from '../../../test/support/small-catalogs.ts'
import { diffCatalogs } from '../../diff/index.ts'
import type { CatalogObject } from '../../schema/index.ts'
import { unmodelledLines } from './unmodelled-lines.ts'

const other = (objectType: string, name: string): CatalogObject => ({
  kind: 'other',
  objectType,
  namespace: null,
  table: null,
  name,
  definition: null,
})

/** The sentences as the comparison really says them. */
function sentencesFor(...objects: readonly CatalogObject[]): readonly string[] {
  return diffCatalogs({ found: catalogOf(objects), wanted: catalogOf(), dialect: plainDialect }).unmodelled
}

test('one line with the number of each kind; what says what to do stays', () => {
  const schema = { ...other('schema', 'billing'), tables: 3 }
  const sentences = sentencesFor(
    other('view', 'a'),
    other('view', "it's"),
    other('materialized view', 'm'),
    other('policy', 'p'),
    other('policy', 'q'),
    other('row level security', 'r'),
    other('row level security', 's'),
    schema,
  )
  expect(unmodelledLines(sentences, false)).toEqual([
    'Not compared: 2 views, 1 materialized view, 2 policies, 2 row level security; --verbose lists them.',
    sentences.find((sentence) => sentence.startsWith('Schema')),
  ])
  expect(unmodelledLines(sentences, true)).toEqual(sentences)
})

test('a single one is named', () => {
  const sentences = sentencesFor(other('view', 'a'))
  expect(unmodelledLines(sentences, false)).toEqual(sentences)
})
