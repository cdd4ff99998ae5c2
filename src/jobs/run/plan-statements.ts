import type { Dialect } from '../../dialects/index.ts'
import { type Operation, applyOperation } from '../../operations/index.ts'
import { ScriptWriter } from '../../runtime/index.ts'
import { type Catalog, editCatalog } from '../../schema/index.ts'

/**
 * The statements of operations as text, each with its semicolon.
 *
 * @param before the schema in front of the first
 * @param serverVersion of the server that they are for; null: any that is not too old
 */
export function planStatements(
  dialect: Dialect,
  before: Catalog,
  operations: readonly Operation[],
  serverVersion: string | null,
): string {
  const texts: string[] = []
  const writer = new ScriptWriter(dialect, (text) => texts.push(text))
  const capabilities = dialect.capabilitiesOf(serverVersion ?? dialect.script.serverVersion)
  const draft = editCatalog(before)
  for (const operation of operations) {
    for (const statement of dialect.emit(operation, { before: draft, capabilities })) writer.statement(statement)
    applyOperation(draft, operation)
  }
  return texts.join('')
}
