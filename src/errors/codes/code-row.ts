/** One row of the table of codes. */
export interface CodeRow {
  /** What happened, in a few words; the heading of the code's page. */
  readonly title: string
  /** 2 refused (usage, configuration, state), 3 the database failed, 70 a fault of limbeck. */
  readonly exitStatus: 2 | 3 | 70
}

/** Types a table of codes without widening its keys. */
export function defineCodes<const Rows extends { readonly [code: `LB${number}`]: CodeRow }>(rows: Rows): Rows {
  return rows
}
