import { type Statement, statement } from '../../../sql/index.ts'
import { quote } from '../names.ts'

/** The temporary table whose check stops a rebuild in front of the copy. */
const guardTable = '_limbeck_guard'

const marker = 'limbeck: '

/** A condition that no row may meet before a column is converted. */
export interface Guard {
  readonly column: string
  readonly refused: string
  /** The new type, for the message. */
  readonly type: string
}

/** Statements that fail while a row of the table meets a condition. SQLite cannot raise errors outside of triggers. */
export function guardStatements(table: string, guards: readonly Guard[]): readonly Statement[] {
  return guards.flatMap(({ column, refused, type }) => {
    const name = `${marker}${JSON.stringify([table, column, type])}`
    return [
      statement(
        `CREATE TEMP TABLE ${quote(guardTable)} ("rows" INTEGER CONSTRAINT ${quote(name)} CHECK ("rows" = 0))`,
        {
          note: `Stops here when values of ${table}.${column} do not convert to ${type}`,
        },
      ),
      statement(`INSERT INTO temp.${quote(guardTable)} SELECT count(*) FROM ${quote(table)} WHERE ${refused}`),
      statement(`DROP TABLE temp.${quote(guardTable)}`),
    ]
  })
}

/** What the constraint name of a failed guard says, or null for the name of any other check. */
export function guardOf(
  constraint: string,
): { readonly table: string; readonly column: string; readonly type: string } | null {
  if (!constraint.startsWith(marker)) return null
  try {
    const parts: unknown = JSON.parse(constraint.slice(marker.length))
    if (!Array.isArray(parts) || parts.length !== 3) return null
    const [table, column, type] = parts.map(String)
    return table === undefined || column === undefined || type === undefined ? null : { table, column, type }
  } catch {
    return null
  }
}

/** The condition in a guard's INSERT, for counting its rows again. */
export function refusedCondition(sql: string, table: string): string | null {
  const head = `INSERT INTO temp.${quote(guardTable)} SELECT count(*) FROM ${quote(table)} WHERE `
  return sql.startsWith(head) ? sql.slice(head.length) : null
}
