import type {
  AlterTable,
  AnyCustomOperation,
  Operation,
  OperationKind,
  OperationOf,
  TableChange,
} from '../operations/index.ts'
import { tableOfChange } from './table-of-change.ts'
import { hookFailure, wrongAnswer } from './hook-failure.ts'
import { isOperations } from './is-operations.ts'
import { processRevision } from './process-revision.ts'
import type { ProcessRevision, RevisionContext, RevisionDraft } from './revision-draft.ts'

export interface RewriteContext extends RevisionContext {
  /** Which list of the revision the operation stands in. */
  readonly direction: 'upgrade' | 'downgrade'
}

/** Nothing: the operation as it is by now. Null: none. One or several: these instead. */
export type RewriteAnswer = Operation | readonly Operation[] | null | undefined | void

type Rewrite<Op extends Operation> = (context: RewriteContext, operation: Op) => RewriteAnswer

/** A {@link ProcessRevision} that rewrites operation by operation; made by {@link rewriter}. */
export interface Rewriter {
  (context: RevisionContext, revision: RevisionDraft): Promise<RevisionDraft[]>
  /** The same rewriter, which from now on also rewrites operations of this kind, within `alterTable` too. */
  on<Kind extends OperationKind>(kind: Kind, rewrite: Rewrite<OperationOf<Kind>>): Rewriter
  on(kind: AnyCustomOperation, rewrite: Rewrite<OperationOf<'custom'>>): Rewriter
  /** Another hook behind this one: it sees what this one leaves. */
  chain(next: ProcessRevision): Rewriter
}

/**
 * Alembic's `Rewriter`: changes new revisions operation by operation, in both directions.
 *
 * @example
 * processRevision: rewriter()
 *   .on('addColumn', (context, operation) => ({ ...operation, ifNotExists: true }))
 *   .on('dropTable', () => null)
 *   .chain(anotherHook)
 */
export function rewriter(): Rewriter {
  const rewrites = new Map<string, Rewrite<never>>()
  const next: ProcessRevision[] = []
  const rewriteAll = async (context: RevisionContext, revision: RevisionDraft): Promise<RevisionDraft[]> => {
    revision.upgrade = rewriteOperations(revision.upgrade, { ...context, direction: 'upgrade' }, rewrites)
    revision.downgrade = rewriteOperations(revision.downgrade, { ...context, direction: 'downgrade' }, rewrites)
    return [...(await processRevision(next, context, revision))]
  }
  const self: Rewriter = Object.assign(rewriteAll, {
    on(kind: OperationKind | AnyCustomOperation, rewrite: Rewrite<never>): Rewriter {
      rewrites.set(typeof kind === 'string' ? kind : customKey(kind.name), rewrite)
      return self
    },
    chain(hook: ProcessRevision): Rewriter {
      next.push(hook)
      return self
    },
  })
  return self
}

const customKey = (name: string) => `custom ${name}`

function rewriteOperations(
  operations: readonly Operation[],
  context: RewriteContext,
  rewrites: ReadonlyMap<string, Rewrite<never>>,
): Operation[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== 'alterTable') return rewriteOne(operation, context, rewrites)
    const changes = operation.changes.flatMap((change) => rewriteOne(change, context, rewrites))
    const isSame =
      changes.length === operation.changes.length && changes.every((one, at) => one === operation.changes[at])
    const blocks = isSame ? [operation] : asBlocks(operation, changes)
    return blocks.flatMap((one) =>
      one.kind === 'alterTable' ? askRewrite('alterTable', one, context, rewrites) : [one],
    )
  })
}

function rewriteOne(
  operation: Operation,
  context: RewriteContext,
  rewrites: ReadonlyMap<string, Rewrite<never>>,
): readonly Operation[] {
  const own = operation.kind === 'custom' && rewrites.has(customKey(operation.name))
  return askRewrite(own ? customKey(operation.name) : operation.kind, operation, context, rewrites)
}

function askRewrite(
  key: string,
  operation: Operation,
  context: RewriteContext,
  rewrites: ReadonlyMap<string, Rewrite<never>>,
): readonly Operation[] {
  // The function under a kind takes operations of that kind; the compiler cannot follow the kind through the map.
  const rewrite = rewrites.get(key) as Rewrite<Operation> | undefined
  if (rewrite === undefined) return [operation]
  let answer: RewriteAnswer
  try {
    answer = rewrite(context, operation)
  } catch (cause) {
    throw hookFailure(`The rewriter of '${operation.kind}'`, cause)
  }
  if (answer === undefined) return [operation]
  if (answer === null) return []
  const list: unknown = Array.isArray(answer) ? answer : [answer]
  if (isOperations(list)) return list
  throw wrongAnswer(
    `The rewriter of '${operation.kind}'`,
    answer,
    'nothing, an operation, a list of operations, or null; it must not be async',
  )
}

/** Changes of the block's table in blocks, and what cannot stand in one between them. */
function asBlocks(block: AlterTable, operations: readonly Operation[]): readonly Operation[] {
  const blocks: (Operation | TableChange[])[] = []
  for (const operation of operations) {
    const on = tableOfChange(operation)
    const fits = on !== null && on.table === block.table && on.namespace === block.namespace
    const last = blocks.at(-1)
    if (!fits) blocks.push(operation)
    // Only changes of a table have one.
    else if (Array.isArray(last)) last.push(operation as TableChange)
    else blocks.push([operation as TableChange])
  }
  return blocks.map((one) => {
    if (!Array.isArray(one)) return one
    const [only] = one
    return only !== undefined && one.length === 1 && block.rebuild === 'auto' ? only : { ...block, changes: one }
  })
}
