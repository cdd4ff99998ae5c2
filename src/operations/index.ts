export type * from './data.ts'
export { type OperationDefinition, type Reversal, type Touch, defineOperation } from './definition.ts'
export type { Operations } from './operations.ts'
export type { OperationSink } from './sink.ts'
