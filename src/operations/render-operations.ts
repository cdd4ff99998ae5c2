import type { SourceWriter } from '../text/index.ts'
import type { Operation } from './data.ts'
import { printOperation } from './registry.ts'

/** Prints operations as the body of `upgrade` or `downgrade`: a line `await op.…` for each. `receiver` is `op`. */
export function renderOperations(operations: readonly Operation[], writer: SourceWriter, receiver = 'op'): void {
  for (const op of operations) printOperation(op, writer, `await ${receiver}`)
}
