import { type ForeignKeyGraph, readForeignKeyGraph } from './foreign-key-violations.ts'
import type { StatementVerb } from './statement-verb.ts'
import type { ReadRows } from './violation.ts'

/**
 * Which tables reference which, remembered from one transaction of a run to the next: asking the whole schema again costs
 * more than most changes do. What is remembered has every foreign key and trigger that there is, and may have some that are gone,
 * so that it only ever makes a check look at more. What this line does itself is followed, or forgotten; whether another
 * one has changed the database, SQLite says.
 *
 * @see https://www.sqlite.org/pragma.html#pragma_data_version
 */
export class KnownForeignKeys {
  readonly #read: ReadRows
  #graph: ForeignKeyGraph | null = null
  /** Of the database when the graph was read. */
  #version: unknown = null
  /** Nobody else has come in between since this transaction began. */
  #isVerified = false

  constructor(read: ReadRows) {
    this.#read = read
  }

  /** Of the schema as it is now, for a statement of a transaction. */
  graph(): ForeignKeyGraph {
    if (!this.#isVerified) {
      const version = this.#read('PRAGMA data_version')[0]?.['data_version']
      if (version !== this.#version) this.#graph = null
      this.#version = version
      this.#isVerified = true
    }
    this.#graph ??= readForeignKeyGraph(this.#read)
    return this.#graph
  }

  /** In front of each statement of this line. */
  before(sql: string, verb: StatementVerb): void {
    if (this.#graph === null || verb.kind === 'reads' || verb.kind === 'changesRows' || verb.kind === 'dropsTable')
      return
    if (!addsNoForeignKey(sql, verb)) this.forget()
  }

  /** The next look asks the whole schema again. */
  forget(): void {
    this.#graph = null
    this.#isVerified = false
  }

  /** @param isKept the transaction was committed; what is rolled back may bring old names back */
  ended(isKept: boolean): void {
    if (!isKept) this.forget()
    this.#isVerified = false
  }
}

const harmless =
  /^\s*(?:CREATE\s+(?:TABLE|VIEW|INDEX|UNIQUE\s+INDEX)|DROP\s+(?:INDEX|VIEW|TRIGGER)|ALTER\s+TABLE)(?![\w$\u0080-\uffff])/i

/** A foreign key needs the word, and whatever renames a table or makes a trigger is looked at. */
function addsNoForeignKey(sql: string, verb: StatementVerb): boolean {
  return verb.kind === 'changesSchema' && harmless.test(sql) && !/references|rename/i.test(sql)
}
