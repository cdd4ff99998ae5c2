/** One SQL text that goes to a database, or into a script. */
export interface Statement {
  readonly sql: string
  /** Values for `?` placeholders, or null when there are none. Scripts get them as literals. */
  readonly parameters: readonly unknown[] | null
  /** `outside`: the database refuses it inside a transaction. */
  readonly transaction: 'inside' | 'outside'
  /** Says in a script or in `--verbose` why the statement is there; null when it speaks for itself. */
  readonly note: string | null
  /** Set when the statement is one `ALTER TABLE table clause`, so that neighbours can be joined into one. */
  readonly alter: { readonly table: string; readonly clause: string } | null
}

export function statement(sql: string, options: Partial<Omit<Statement, 'sql' | 'alter'>> = {}): Statement {
  return {
    sql,
    parameters: options.parameters ?? null,
    transaction: options.transaction ?? 'inside',
    note: options.note ?? null,
    alter: null,
  }
}

/** A clause of `ALTER TABLE`; `table` is quoted already. */
export function alterStatement(table: string, clause: string): Statement {
  return { ...statement(`ALTER TABLE ${table} ${clause}`), alter: { table, clause } }
}

/** Joins neighbouring clauses of the same table into one `ALTER TABLE`, each on a line of its own. */
export function joinAlterStatements(statements: readonly Statement[]): readonly Statement[] {
  const joined: { table: string | null; clauses: string[]; only: Statement }[] = []
  for (const one of statements) {
    const last = joined.at(-1)
    if (one.alter !== null && last !== undefined && last.table === one.alter.table) last.clauses.push(one.alter.clause)
    else
      joined.push({ table: one.alter?.table ?? null, clauses: one.alter === null ? [] : [one.alter.clause], only: one })
  }
  return joined.map(({ table, clauses, only }) =>
    clauses.length < 2 ? only : statement(`ALTER TABLE ${table}\n  ${clauses.join(',\n  ')}`),
  )
}
