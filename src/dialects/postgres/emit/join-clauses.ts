import { type Statement, joinAlterStatements } from '../../../sql/index.ts'

/**
 * Joins neighbouring clauses of one table into one ALTER TABLE. PostgreSQL runs the clauses of a statement not in their
 * order but by kind, drops first, so a clause starts a new statement where that would go wrong: one that takes something
 * from a column which is added in front of it, a constraint that is added and dropped, a column that goes while USING
 * still reads it.
 *
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c AlterTablePass
 */
export function joinClauses(statements: readonly Statement[]): readonly Statement[] {
  const groups: Statement[][] = []
  for (const one of statements) {
    const group = groups.at(-1)
    if (group === undefined || group.some((other) => mustStayApart(other, one))) groups.push([one])
    else group.push(one)
  }
  return groups.flatMap((group) => joinAlterStatements(group))
}

function mustStayApart(first: Statement, second: Statement): boolean {
  if (first.alter === null || second.alter === null || first.alter.table !== second.alter.table) return false
  const [before, behind] = [readClause(first.alter.clause), readClause(second.alter.clause)]
  if (before.verb === 'ADD' && before.name === behind.name && before.what === behind.what) return true
  return behind.verb === 'DROP' && behind.what === 'COLUMN' && / USING /.test(first.alter.clause)
}

interface Clause {
  readonly verb: string
  readonly what: string
  readonly name: string
}

function readClause(clause: string): Clause {
  const found = /^(ADD|ALTER|DROP) (COLUMN|CONSTRAINT) (?:IF (?:NOT )?EXISTS )?("(?:[^"]|"")*")/.exec(clause)
  return { verb: found?.[1] ?? '', what: found?.[2] ?? '', name: found?.[3] ?? '' }
}
