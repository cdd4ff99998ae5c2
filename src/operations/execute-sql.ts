import { statement } from '../sql/index.ts'
import { printCall } from './source/call-place.ts'
import type { ExecuteSql } from './data.ts'
import { defineOperation } from './definition.ts'
import { irreversible } from './reversal.ts'
import { list } from './source/source-tree.ts'
import { textSource, valueSource } from './source/value-source.ts'

/** Characters of hand-written SQL in a description. */
const shownCharacters = 60

export const executeSql = defineOperation<ExecuteSql>({
  kind: 'execute',
  // What hand-written SQL has to do with is for its author to know: a plan leaves it where it stands.
  touches: () => [],
  reverse: () => irreversible('Hand-written SQL'),
  apply: () => {},
  emit: (op) => [statement(op.sql, { parameters: op.parameters.length === 0 ? null : op.parameters })],
  source(op, writer, receiver) {
    const parameters = op.parameters.length === 0 ? [] : [list(op.parameters.map((value) => valueSource(value)))]
    printCall(writer, receiver, 'execute', [textSource(op.sql), ...parameters])
  },
  describe(op) {
    const line = op.sql.trim().replace(/\s+/g, ' ')
    return `Execute ${line.length > shownCharacters ? `${line.slice(0, shownCharacters - 1)}…` : line}`
  },
})
