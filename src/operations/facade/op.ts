import type { NamingConvention } from '../../schema/index.ts'
import type { SchemaOption } from '../operation-options.ts'
import type { AnyCustomOperation } from '../custom/custom-operation.ts'
import type { OperationConnection, Operations } from '../operations.ts'
import type { OperationSink } from '../sink.ts'
import { inWords, optionsArgument, textArgument, wrongArgument } from './arguments.ts'
import { customCalls } from './custom-calls.ts'
import { bulkInsertFrom, executeFrom } from './data-arguments.ts'
import { updateInBatchesFrom } from './update-arguments.ts'
import { indexCalls } from './index-calls.ts'
import { withNamedMethods } from './named-methods.ts'
import { objectCalls } from './object-calls.ts'
import { OperationCalls } from './operation-calls.ts'
import { rightsCalls } from './rights-calls.ts'
import { schemaCalls } from './schema-calls.ts'
import { tableCalls } from './table-calls.ts'

/** What `op` knows besides its sink. */
export interface OperationsOptions {
  readonly namingConvention: NamingConvention
  readonly tag?: string | null
  /** Operations of the project that files call by name. */
  readonly operations?: readonly AnyCustomOperation[]
  /** `op.dialect`. */
  readonly dialect?: string | null
}

/** The `op` of one step, and how to wait for its end. */
export interface OperationsOfStep {
  readonly op: Operations
  /**
   * Waits until every call has run, then takes no more. Rejects with the first error; calls behind it have not run.
   *
   * @throws LimbeckError what the sink threw, or LB5004 for wrong arguments; `details.operation` says which call it was.
   */
  settle(): Promise<void>
}

/**
 * The `op` that a revision file receives, in front of a sink. Calls run strictly in the order in which they were made,
 * one at a time, whether the file waits for them or not. No promise of a call makes an unhandled rejection.
 */
export function createOperations(sink: OperationSink, options: OperationsOptions): OperationsOfStep {
  const calls = new OperationCalls(sink, options.namingConvention)
  const op: Operations = {
    ...tableCalls(calls),
    ...indexCalls(calls),
    ...schemaCalls(calls),
    ...objectCalls(calls),
    ...rightsCalls(calls),
    ...dataCalls(calls),
    connection: () => connectionOf(calls, sink),
    isOffline: sink.isOffline,
    tag: options.tag ?? null,
    outsideTransaction: (work) =>
      calls.work('outsideTransaction', [], async (call) => {
        if (typeof work !== 'function') {
          throw wrongArgument(call, `The part must be a function, not ${inWords(work)}.`)
        }
        await sink.outsideTransaction(() => calls.queue.nested(async () => work()))
      }),
    ...customCalls(calls, options.operations ?? [], () => op),
    f: (name) => textArgument('op.f()', 'The name', name),
    dialect: options.dialect ?? null,
  }
  return { op: withNamedMethods('op', Object.freeze(op)), settle: () => calls.queue.settle() }
}

function dataCalls(calls: OperationCalls): Pick<Operations, 'execute' | 'bulkInsert' | 'updateInBatches'> {
  return {
    execute: (sql, parameters) => calls.run('execute', [sql], (call) => executeFrom(call, sql, parameters)),
    bulkInsert: (table, rows, options) =>
      calls.run('bulkInsert', [table], (call) => {
        const { schema } = optionsArgument<SchemaOption>(call, options, ['schema'])
        const place = calls.place(call, table, schema)
        return bulkInsertFrom(call, place.namespace, place.table, rows)
      }),
    updateInBatches: (table, given) =>
      calls.run('updateInBatches', [table], (call) => {
        const options = optionsArgument(call, given, ['set', 'where', 'batchSize', 'schema'])
        return updateInBatchesFrom(calls.place(call, table, options.schema), options)
      }),
  }
}

function connectionOf(calls: OperationCalls, sink: OperationSink): OperationConnection {
  return {
    query: <Row extends { readonly [column: string]: unknown }>(
      sql: Parameters<OperationConnection['query']>[0],
      parameters?: readonly unknown[],
    ) => {
      // The queue runs the call later, when the file is on no stack any more.
      const stack = sink.isOffline ? new Error('called').stack : undefined
      return calls.work('connection().query', [sql], async (call) => {
        const given = executeFrom(call, sql, parameters)
        // What a row holds is the query's author's to say.
        return [...(await sink.query(given.sql, given.parameters, stack))] as Row[]
      })
    },
    execute: (sql, parameters) =>
      calls.work('connection().execute', [sql], async (call) => {
        const given = executeFrom(call, sql, parameters)
        return await sink.execute(given.sql, given.parameters)
      }),
  }
}
