import type { Grammar } from '../../../sql/index.ts'
import type { EmitContext } from '../../index.ts'
import type { PostgresCapabilities } from '../capabilities.ts'

/** What an emitter works with besides the operation. */
export interface EmitRequest extends EmitContext {
  /** The spelling of the server's version. */
  readonly grammar: Grammar
  readonly capabilities: PostgresCapabilities
}
