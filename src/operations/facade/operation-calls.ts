import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import type { NamingConvention } from '../../schema/index.ts'
import type { Operation, TableChange } from '../data.ts'
import { describeOperation } from '../registry.ts'
import type { OperationSink } from '../sink.ts'
import { OperationQueue } from './operation-queue.ts'
import { textArgument, textOption } from './arguments.ts'
import type { CallPlace } from './place.ts'

/** Turns calls into work of the queue: checked when they are made, run when it is their turn. */
export class OperationCalls {
  readonly queue = new OperationQueue()
  readonly #sink: OperationSink
  readonly #namingConvention: NamingConvention
  #position = 0

  constructor(sink: OperationSink, namingConvention: NamingConvention) {
    this.#sink = sink
    this.#namingConvention = namingConvention
  }

  /** A call that becomes an operation. */
  run(method: string, args: readonly unknown[], build: (call: string) => Operation): Promise<void> {
    const call = callText(method, args)
    const built = attempt(() => build(call))
    const describe = () => (built.value === null ? call : describeOperation(built.value))
    return this.#add(call, describe, async () => {
      if (built.value === null) throw built.error
      await this.#sink.run(built.value)
    })
  }

  /** A call that changes one table: one change runs as it is, several as one `alterTable`. */
  change(
    method: string,
    args: readonly unknown[],
    on: { readonly table: unknown; readonly schema: unknown; readonly schemaOption?: string },
    build: (place: CallPlace) => readonly TableChange[],
  ): Promise<void> {
    return this.run(method, args, (call) => {
      const place = this.place(call, on.table, on.schema, on.schemaOption)
      const changes = build(place)
      const [only] = changes
      if (only !== undefined && changes.length === 1) return only
      return { kind: 'alterTable', namespace: place.namespace, table: place.table, changes, rebuild: 'auto' }
    })
  }

  /** Work that is no operation, such as a query. */
  work<Result>(method: string, args: readonly unknown[], work: (call: string) => Promise<Result>): Promise<Result> {
    const call = callText(method, args)
    return this.#add(
      call,
      () => call,
      () => work(call),
    )
  }

  place(call: string, table: unknown, schema: unknown, schemaOption = 'schema'): CallPlace {
    return {
      call,
      namespace: textOption(call, schemaOption, schema),
      table: textArgument(call, 'The name of the table', table),
      namingConvention: this.#namingConvention,
    }
  }

  #add<Result>(call: string, describe: () => string, work: () => Promise<Result>): Promise<Result> {
    this.#position += 1
    const position = this.#position
    return this.queue.add(call, async () => {
      try {
        return await work()
      } catch (error) {
        throw located(error, () => ({ call, describe: describe(), position }))
      }
    })
  }
}

/** Adds to an error which call it was, unless a sink or an inner call has said so. */
function located(
  error: unknown,
  operation: () => { readonly call: string; readonly describe: string; readonly position: number },
): unknown {
  if (!isLimbeckError(error) || 'operation' in error.details) return error
  return new LimbeckError(error.code, error.message, {
    hints: error.hints,
    details: { ...error.details, operation: operation() },
    cause: error.cause ?? error,
  })
}

function attempt<Result>(work: () => Result): { value: Result; error: null } | { value: null; error: unknown } {
  try {
    return { value: work(), error: null }
  } catch (error) {
    return { value: null, error }
  }
}

/** A call as messages name it: `op.addColumn('users', 'email')`, with the names it begins with. */
function callText(method: string, args: readonly unknown[]): string {
  const end = args.findIndex((arg) => typeof arg !== 'string' || arg.length > 60)
  const names = (end < 0 ? args : args.slice(0, end)).slice(0, 2).map((name) => `'${String(name)}'`)
  return `op.${method}(${names.join(', ')})`
}
