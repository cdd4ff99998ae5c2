import type { BoundStatement, Connection } from './connection.ts'

/** `commitAfter` of a {@link Connection} whose statements do not go together. */
export async function commitOneByOne(
  connection: Pick<Connection, 'executeAll' | 'commit'>,
  statements: readonly BoundStatement[],
): Promise<readonly number[]> {
  const counts: number[] = []
  for (const statement of statements) {
    const [count = 0] = await connection.executeAll([statement])
    counts.push(count)
    if (count !== 1) return counts
  }
  await connection.commit()
  return counts
}
