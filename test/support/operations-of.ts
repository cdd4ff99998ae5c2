import { type Operation, type OperationSink, type Operations, createOperations } from '../../src/operations/index.ts'
import { defaultNamingConvention } from '../../src/schema/index.ts'

/** The operations that a body asks of `op`, as data. */
export async function operationsOf(body: (op: Operations) => unknown): Promise<readonly Operation[]> {
  const operations: Operation[] = []
  const sink: OperationSink = {
    isOffline: true,
    run: (operation) => Promise.resolve(void operations.push(operation)),
    query: () => Promise.resolve([]),
    execute: () => Promise.resolve(0),
    outsideTransaction: (work) => work(),
  }
  const { op, settle } = createOperations(sink, { namingConvention: defaultNamingConvention })
  await body(op)
  await settle()
  return operations
}
