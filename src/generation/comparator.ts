import type { Row } from '../dialects/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Catalog } from '../schema/index.ts'
import { runHook, wrongAnswer } from './hook-failure.ts'
import { isOperations } from './is-operations.ts'

/** What a comparator sees. */
export interface ComparatorContext {
  /** The catalog read from the database. */
  readonly found: Catalog
  /** The catalog made from the models. */
  readonly wanted: Catalog
  /** `sqlite`, `postgresql`, … */
  readonly dialect: string
  /** `default`, or the key under `databases`. */
  readonly database: string
  /** For questions that the catalog does not answer. Placeholders are `?` on every database, bound, never spliced. */
  readonly connection: {
    query<Result extends Row = Row>(sql: string, parameters?: readonly unknown[]): Promise<Result[]>
  }
}

/** A comparison of the project's own. */
export interface Comparator {
  /** For messages. */
  readonly name: string
  /** Whether what it finds runs in front of limbeck's own operations or behind them. Default `after`. */
  readonly phase?: 'before' | 'after'
  /** The operations that bring the database to what is wanted; none where nothing differs. */
  readonly compare: (context: ComparatorContext) => readonly Operation[] | Promise<readonly Operation[]>
}

/**
 * Types a comparator; returns it as it is.
 *
 * @example
 * export const grants = defineComparator({
 *   name: 'grants',
 *   compare: async ({ wanted, connection }) => {
 *     const rows = await connection.query<{ table_name: string }>(
 *       `SELECT table_name FROM information_schema.role_table_grants WHERE grantee = 'reader'`)
 *     const granted = new Set(rows.map((row) => row.table_name))
 *     return [...wanted.tables()]
 *       .filter(({ name }) => !granted.has(name))
 *       .map(({ name }) => grantSelect.with({ table: name, role: 'reader' }))
 *   },
 * })
 */
export function defineComparator(comparator: Comparator): Comparator {
  return comparator
}

/** What comparators found. */
export interface ComparedOperations {
  readonly before: readonly Operation[]
  readonly after: readonly Operation[]
}

/**
 * Runs comparators, one after the other.
 *
 * @throws LimbeckError LB5013 for one that throws or answers no operations
 */
export async function runComparators(
  comparators: readonly Comparator[],
  context: ComparatorContext,
): Promise<ComparedOperations> {
  const before: Operation[] = []
  const after: Operation[] = []
  for (const { name, phase, compare } of comparators) {
    const called = `The comparator '${name}'`
    const operations: unknown = await runHook(called, () => compare(context))
    if (!isOperations(operations)) throw wrongAnswer(called, operations, 'a list of operations')
    const target = phase === 'before' ? before : after
    target.push(...operations)
  }
  return { before, after }
}
