import type { CatalogDraft } from '../../schema/index.ts'
import type { RenderedSource } from '../../text/index.ts'
import type { CustomOperation, Operation } from '../data.ts'
import { customDefinition } from '../data.ts'
import type { SqlText } from '../operation-options.ts'
import type { Operations } from '../operations.ts'

/** SQL of a custom operation. `outside`: the database refuses it inside a transaction. */
export type CustomSql =
  | SqlText
  | { readonly sql: SqlText; readonly parameters?: readonly unknown[]; readonly transaction?: 'inside' | 'outside' }

/** What writing the SQL of a custom operation can go by. */
export interface CustomEmitContext {
  /** `sqlite`, `postgresql`, … */
  readonly dialect: string
  /** A name in quotes. */
  quote(name: string): string
  /** The name of a table, in quotes, with its schema where there is one. */
  table(name: string, schema?: string | null): string
  /** A value as a literal, for statements in which the database takes no parameters. */
  literal(value: unknown): string
}

type EmitFunction<Parameters> = (
  parameters: Parameters,
  context: CustomEmitContext,
) => CustomSql | readonly CustomSql[] | null

/** What a project says about an operation of its own. Of `emit` and `run` one is needed. */
export interface CustomOperationDefinition<Parameters extends object> {
  /** Unique in the project; it stands in generated files, the journal and messages. */
  readonly name: string
  /**
   * Where the definition is exported from under its name, for the imports of generated files: `import.meta.url`, or what
   * stands behind `from`, such as `#db/operations`. Left out: generated files call the operation by its name, and the
   * configuration's `operations` must list it.
   */
  readonly module?: string
  /** The SQL: one function, or one for each database (`default` for the others). Null or an empty array: nothing to do. */
  readonly emit?: EmitFunction<Parameters> | { readonly [dialect: string]: EmitFunction<Parameters> }
  /** Instead of SQL: other operations, called in the place of this one. */
  readonly run?: (op: Operations, parameters: Parameters) => Promise<void> | void
  /** What undoes it. Left out or null: nothing does, and a generated file has no downgrade. */
  readonly reverse?: (parameters: Parameters) => Operation | readonly Operation[] | null
  /** One line for logs and plans. */
  readonly describe?: (parameters: Parameters) => string
  /** What generated files call instead of `op.run(…)`; `await` is written in front of it. */
  readonly source?: (parameters: Parameters) => string | RenderedSource
  /** The same change in memory, where it changes tables. Left out: counts as hand-written SQL, which nobody can replay. */
  readonly apply?: (catalog: CatalogDraft, parameters: Parameters) => void
}

/** A kind of operation that a project defines. */
export interface CustomOperationKind<Parameters extends object> {
  readonly name: string
  readonly definition: CustomOperationDefinition<Parameters>
  /** The operation with these parameters, as data. */
  with(parameters: Parameters): CustomOperation
}

/** Any of them, for lists: a definition's functions only ever get parameters that were made for it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyCustomOperation = CustomOperationKind<any>

/** An operation with its definition. */
export function customFrom<Parameters extends object>(
  definition: CustomOperationDefinition<Parameters>,
  parameters: Parameters,
): CustomOperation {
  return { kind: 'custom', name: definition.name, parameters, [customDefinition]: definition }
}

/** The definition that an operation was made with; undefined for one that comes from JSON. */
export function definitionOfCustom(operation: CustomOperation): CustomOperationDefinition<object> | undefined {
  // Only `customFrom` and `defineOperation` write under this symbol; parameters and definition belong together.
  return operation[customDefinition] as CustomOperationDefinition<object> | undefined
}

/** Whether a replay in memory cannot tell what the operation does: hand-written SQL, or a project's own without `apply`. */
export function isOpaqueOperation(operation: Operation): boolean {
  if (operation.kind === 'custom') return definitionOfCustom(operation)?.apply === undefined
  return operation.kind === 'execute'
}
