import { describeOperation, isOpaqueOperation } from '../operations/index.ts'
import { displayTable } from '../schema/index.ts'
import { nameOfToken, significantTokens, tokenizeSql } from '../text/index.ts'
import type { TracedSide } from './acts-of-side.ts'
import type { UnknownPart } from './conflict.ts'

/** What of one side cannot be judged, with the tables of the other side that it names. */
export function unknownParts(traced: TracedSide, other: TracedSide): readonly UnknownPart[] {
  const { side } = traced
  const tables = tablesOf(other)
  const parts: UnknownPart[] = []
  for (const revision of side.revisions) {
    const note = (reason: UnknownPart['reason'], text: string, mentions: readonly string[] = []) =>
      parts.push({ head: side.head, revision: revision.id, file: revision.file, reason, text, mentions })
    for (const { operation, failure } of traced.acts.filter((act) => act.revision === revision)) {
      const text = describeOperation(operation)
      if (isOpaqueOperation(operation)) {
        note('sql', text, operation.kind === 'execute' ? mentionedIn(operation.sql, tables) : [])
      } else if (operation.kind === 'bulkInsert' || operation.kind === 'updateInBatches') {
        const table = displayTable({ namespace: operation.namespace, name: operation.table })
        if (tables.has(table)) note('rows', text, [table])
      } else if (failure !== null) note('schema', `${text}: ${failure}`)
    }
    if (revision.opaque) note('query', 'Reads rows through `op.connection()`')
    if (revision.failure !== null) note('failure', revision.failure)
  }
  return parts
}

/** The tables that a side has to do with, as people say them. */
function tablesOf(traced: TracedSide): ReadonlySet<string> {
  const tables = new Set<string>()
  for (const { id } of traced.acts.flatMap((act) => act.effects)) {
    if (id.kind === 'table') tables.add(displayTable(id))
    else if ('table' in id && id.table !== null && id.kind !== 'other') {
      tables.add(displayTable({ namespace: id.namespace, name: id.table }))
    }
  }
  return tables
}

function mentionedIn(sql: string, tables: ReadonlySet<string>): readonly string[] {
  const words = new Set(significantTokens(tokenizeSql(sql)).map((token) => nameOfToken(token).toLowerCase()))
  return [...tables].filter((table) => words.has((table.split('.').at(-1) ?? table).toLowerCase())).sort()
}
