import type { Dialect } from '../dialects/index.ts'
import { type Grammar, type Statement, replacePlaceholders } from '../sql/index.ts'
import { tokenizeSql } from '../text/index.ts'

/** Writes SQL for `psql` and `sqlite3`: values as literals, every statement ended, notes as comments. */
export class ScriptWriter {
  readonly #write: (text: string) => void
  readonly #dialect: Dialect
  #inTransaction = false
  #held = false

  constructor(dialect: Dialect, write: (text: string) => void) {
    this.#dialect = dialect
    this.#write = write
  }

  get inTransaction(): boolean {
    return this.#inTransaction
  }

  /** A comment that stands by itself. */
  comment(text: string): void {
    this.#write(`${commentLines(text)}\n`)
  }

  statement(statement: Statement): void {
    const note = statement.note === null ? '' : commentLines(statement.note)
    this.#write(`${note}${endedStatement(withLiterals(statement, this.#dialect.grammar))}\n\n`)
  }

  sql(sql: string, parameters: readonly unknown[] | null = null, note: string | null = null): void {
    this.statement({ sql, parameters, transaction: 'inside', note, alter: null })
  }

  /** Whether everything is one transaction until {@link release}. */
  get isHeld(): boolean {
    return this.#held
  }

  /** Begins the transaction of a whole script; `begin` and `commit` do nothing until it is released. */
  hold(): void {
    this.begin()
    this.#held = true
  }

  /** Ends it. */
  release(): void {
    this.#held = false
    this.commit()
  }

  begin(): void {
    if (this.#held) return
    this.#write('BEGIN;\n\n')
    this.#inTransaction = true
  }

  commit(): void {
    if (this.#held) return
    for (const sql of this.#dialect.script.beforeCommit) this.sql(sql)
    this.#write('COMMIT;\n\n')
    this.#inTransaction = false
  }
}

function withLiterals({ sql, parameters }: Statement, grammar: Grammar): string {
  // Without parameters a question mark is one, as it is on a database.
  if (parameters === null || parameters.length === 0) return replacePlaceholders(sql, () => '?')
  return replacePlaceholders(sql, (position) => grammar.literal(parameters[position - 1]))
}

/** The statement with its semicolon, which must not end up inside of a comment. */
function endedStatement(sql: string): string {
  const text = sql.trim()
  const tokens = tokenizeSql(text)
  const last = tokens.findLast((token) => token.kind !== 'space' && token.kind !== 'comment')
  if (last?.text === ';') return text
  return tokens.at(-1)?.text.startsWith('--') === true ? `${text}\n;` : `${text};`
}

function commentLines(text: string): string {
  return text
    .split('\n')
    .map((line) => `-- ${line}`.trimEnd() + '\n')
    .join('')
}
