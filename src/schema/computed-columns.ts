import { nameOfToken, tokenizeSql } from '../text/index.ts'
import type { Catalog } from './catalog.ts'
import type { Column } from './objects.ts'

/** The columns of its table that are computed from a column, as far as their expressions say it. */
export function columnsComputedFrom(
  catalog: Catalog,
  { namespace, table, name }: Pick<Column, 'namespace' | 'table' | 'name'>,
): readonly Column[] {
  const computed: Column[] = []
  for (const member of catalog.membersOf({ namespace, name: table })) {
    if (member.kind !== 'column' || member.generated === null || member.name === name) continue
    const names = tokenizeSql(member.generated.expression.sql).filter(
      ({ kind }) => kind === 'word' || kind === 'identifier',
    )
    if (names.some((token) => nameOfToken(token) === name)) computed.push(member)
  }
  return computed
}
