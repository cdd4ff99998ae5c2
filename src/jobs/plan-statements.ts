import type { Dialect } from '../dialects/index.ts'
import { type Operation, applyOperation } from '../operations/index.ts'
import { ScriptWriter } from '../runtime/index.ts'
import { type Catalog, editCatalog } from '../schema/index.ts'

/** The statements of operations as text, each with its semicolon; `before` is the schema in front of the first. */
export function planStatements(dialect: Dialect, before: Catalog, operations: readonly Operation[]): string {
  const texts: string[] = []
  const writer = new ScriptWriter(dialect, (text) => texts.push(text))
  const capabilities = dialect.capabilitiesOf(dialect.script.serverVersion)
  const draft = editCatalog(before)
  for (const operation of operations) {
    for (const statement of dialect.emit(operation, { before: draft.fork(), capabilities })) writer.statement(statement)
    applyOperation(draft, operation)
  }
  return texts.join('')
}
