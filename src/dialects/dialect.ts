import type { JsonObject, LimbeckError } from '../errors/index.ts'
import type { Operation } from '../operations/index.ts'
import type {
  Catalog,
  CatalogObject,
  Column,
  ColumnType,
  Constraint,
  DefinedObject,
  Index,
  NamingConvention,
  Table,
  TableDefinition,
  TableRef,
} from '../schema/index.ts'
import type { Grammar, Statement } from '../sql/index.ts'
import type { Capabilities } from './capabilities.ts'
import type { BoundStatement, Connection } from './connection.ts'
import type { DatabaseUrl } from './database-url.ts'
import type { DialectName } from './dialect-name.ts'

/** How to reach one kind of database, and to read what limbeck keeps there. It loads faster than the {@link Dialect}. */
export interface Driver {
  readonly name: DialectName
  /** Opens a line. Throws LB4001 (unreachable, says what was tried) or LB4003 (no driver, says what to install). */
  connect(url: DatabaseUrl, options: ConnectOptions): Promise<Connection>
  /**
   * Works over a client that the caller opened and goes on using: `close` puts back the session's settings and leaves
   * it open. Throws LB4004 while it has a transaction, or when it is none of this database's clients.
   */
  adopt?(client: object): Promise<Connection>
  /** The quoted name of something in a namespace; null: the default one. */
  qualified(namespace: string | null, name: string): string
  /** Whether there is a table of this name; one cheap query, so that reading commands need not introspect. */
  hasTable(connection: Connection, table: TableRef): Promise<boolean>
  /** An expression: a text that differs where lines of text do, or their order. NULL: there is no line. */
  fingerprint(lines: FingerprintLines): string
  /** As {@link Dialect.explainError}. */
  explain(error: unknown, statement: Statement | null): Promise<LimbeckError>
}

/** Parts of a query, as SQL. */
export interface FingerprintLines {
  /** An expression of type text, never NULL. */
  readonly line: string
  /** What stands behind FROM. */
  readonly source: string
  /** What stands behind ORDER BY. */
  readonly order: string
}

/** A SQL family: everything that limbeck knows about one kind of database. One folder each, the same file names in each. */
export interface Dialect extends Driver {
  readonly grammar: Grammar
  readonly types: TypeSystem
  /** The yes/no facts of a server of this version. */
  capabilitiesOf(serverVersion: string): Capabilities
  /** Makes an empty database of this kind: beside that of the URL on its server, or a temporary file. */
  createScratch?(near: DatabaseUrl, options?: ScratchOptions): Promise<ScratchDatabase>
  /** What a session on a scratch database runs first, and in front of reading what statements of others made there. */
  readonly scratchSession?: { readonly start: readonly string[]; readonly beforeReading: readonly string[] }
  /** Database → catalog, in a constant number of queries. */
  introspect(connection: Connection, scope: IntrospectionScope): Promise<Catalog>
  /**
   * Brings what models say closer to what the database would say back, where that needs the server: fills
   * `Expression.canonical` of expressions that differ from their counterpart in `found`. Asks nothing when nothing differs.
   * Without a connection it does what needs none.
   */
  canonicalize(wanted: Catalog, found: Catalog, connection: Connection | null): Promise<Catalog>
  /**
   * The attributes of an object that count in comparison, each in one spelling, under the names that the object itself
   * has for them; its own names are left out. What differs becomes a change of just these attributes. Null when this
   * database has no such thing (an enum type that no column has, on SQLite): then it is not compared.
   */
  comparable(object: CatalogObject, catalog: Catalog): JsonObject | null
  /** The role that is connected, and which of these the server does not have; left out: there are no roles. */
  rolesOf?(
    connection: Connection,
    names: readonly string[],
  ): Promise<{ readonly current: string; readonly missing: readonly string[] }>
  /**
   * Whether a column of a primary key that does not say NOT NULL takes NULL (SQLite, mostly); left out: none does.
   */
  keyTakesNull?(column: Column, catalog: Catalog): boolean
  /** The server keeps what it understood of a view or function, and not the text that it was given. */
  readonly rewritesDefinitions?: boolean
  /** Whether an object of this type can be changed in place from the one to the other; else it is dropped and created again. */
  altersObject?(found: DefinedObject, wanted: DefinedObject): boolean
  /**
   * What a rename does to objects of this type: gives them another name where they stand, makes them anew (which loses
   * nothing and asks nobody), or cannot be, because they have no name of their own. Left out: the first.
   */
  renamesObject?(objectType: string): 'in place' | 'anew' | 'never'
  /**
   * Whether a table can be changed in place in this attribute of {@link comparable}; else the difference is refused. Left
   * out: in its comment alone.
   */
  altersTable?(attribute: string, found: Table, wanted: Table): boolean
  /**
   * Whether a constraint or index can be changed in place in what differs (names of attributes only one database has, or
   * `deferrable`), and back; else it is dropped and created again.
   */
  altersMember?(found: Constraint | Index, attributes: readonly string[]): boolean
  /** Whether columns and keys change under views and triggers that stay where they are (SQLite: a rebuild keeps them). */
  readonly dependentsStay?: boolean
  /** Whether names that differ in nothing but their case are one name, quoted or not (SQLite). */
  readonly caselessNames?: boolean
  /** Operation → statements. `before` must hold what {@link readsBefore} names. */
  emit(op: Operation, context: EmitContext): readonly Statement[]
  /** The tables whose present state {@link emit} needs (SQLite rebuilds), `'everything'`, or nothing. */
  readsBefore(op: Operation, capabilities: Capabilities): readonly TableRef[] | 'everything'
  /**
   * What tells the rows of a table apart and orders them, so that it can be walked in batches: its key in parts. Null:
   * nothing does.
   */
  rowKey(table: TableDefinition): readonly RowKeyPart[] | null
  readonly session: SessionTools
  readonly script: ScriptFrame
  /** A driver's error → LB6xxx or LB4xxx with what happened in the user's names and what to do. Never a password. */
  explainError(error: unknown, statement: Statement | null): LimbeckError
  /**
   * After a statement failed on rows that break a constraint: how many rows and sample keys, as hints. Runs queries
   * outside the failed transaction; an empty array when it cannot tell.
   */
  explainRows(error: LimbeckError, op: Operation | null, connection: Connection): Promise<readonly string[]>
}

/** A part of a key. Never null in a row. */
export interface RowKeyPart {
  /** The column as SQL, for comparing and ordering. */
  readonly column: string
  /** SQL that reads it as a value without losing anything. */
  readonly read: string
  /** Such a value as SQL of the column's type. */
  literal(value: unknown): string
}

export interface ConnectOptions {
  /** Milliseconds before giving up on reaching the server. */
  readonly connectTimeoutMs: number
  /** SQLite: create the file when it is missing. Reading commands pass false and find an empty database. */
  readonly create: boolean
  readonly applicationName: string
  /** Called with each attempt to reach a server, which answers meanwhile. Throws nothing. */
  readonly meanwhile?: () => void
}

export interface ScratchOptions {
  /** One connection is all that it gets: SQLite then keeps it in memory. */
  readonly oneConnection: boolean
}

/** An empty database that lives as long as a test, or a comparison. */
export interface ScratchDatabase extends AsyncDisposable {
  /** With the password, for opening it only. */
  readonly url: string
}

export interface EmitContext {
  readonly before: Catalog
  readonly capabilities: Capabilities
}

export interface IntrospectionScope {
  /** Only these tables and what hangs on them; null: everything. */
  readonly tables: readonly TableRef[] | null
  /** Namespaces to read besides the default one; `'all'` means every one that is not the system's. */
  readonly namespaces: readonly string[] | 'all'
  /** Tables that are not the user's: the version table and the journal. */
  readonly exclude: readonly TableRef[]
  /** Names what the database left unnamed (SQLite). */
  readonly namingConvention: NamingConvention
}

export interface TypeSystem {
  /** The type as this database writes it in DDL. */
  print(type: ColumnType): string
  /** The reverse of print; what it does not know becomes `raw`. */
  parse(text: string): ColumnType
  /** What happens to stored values when a column changes its type. */
  castSafety(from: ColumnType, to: ColumnType): CastSafety
}

/**
 * `safe`: every value converts. `checked`: the database converts or fails, nothing is silently changed.
 * `lossy`: values may be cut or rounded. `impossible`: needs a USING expression from a person.
 */
export type CastSafety = 'safe' | 'checked' | 'lossy' | 'impossible'

/** What a run needs of a database besides the user's statements. */
export interface SessionTools {
  /**
   * Tries once to become the only migration on this database; null when another holds it. The lock ends with the
   * process, whatever happens to it. The version table tells apart several histories in one database.
   */
  tryLock(connection: Connection, versionTable: TableRef): Promise<MigrationLock | null>
  /** Who holds the lock, for the notice, as far as the database knows: "pid 4711 on host db1, since 10:31". */
  lockHolder(connection: Connection, versionTable: TableRef): Promise<string | null>
  /** Settings before the first statement of a run (timeouts, pragmas that cannot change inside a transaction). */
  prepare(connection: Connection): Promise<void>
  /**
   * Statements that limit those that follow, in milliseconds, and that give the session its own limits back. Null: no
   * limit is asked for. What a database cannot limit is left out.
   */
  limits(limits: { readonly lockMs: number | null; readonly statementMs: number | null }): {
    readonly set: readonly string[]
    readonly reset: readonly string[]
  }
  /** Whether an explained error says that somebody else held a lock for too long: after a rollback it may go well. */
  isLockTimeout(error: LimbeckError): boolean
  /** Checks before a commit (SQLite: foreign_key_check of what changed). Throws LB6xxx. */
  beforeCommit(connection: Connection): Promise<void>
  /**
   * Statements that clear what a broken-off run of this operation left behind, so that it can run again (PostgreSQL: the
   * invalid index of a concurrent build). An empty array when there is nothing to clear.
   */
  leftoversOf(op: Operation, connection: Connection): Promise<readonly Statement[]>
}

/** What a script (`--sql`) needs besides the statements of its operations. */
export interface ScriptFrame {
  /** The server that scripts are written for: the oldest supported, so that they run on every one. */
  readonly serverVersion: string
  /** Statements at the start of a script (settings that cannot change inside a transaction). */
  readonly start: readonly string[]
  /** Statements in front of every COMMIT. */
  readonly beforeCommit: readonly string[]
  readonly end: readonly string[]
  /** An expression: the time now as ISO 8601 text in UTC, as the journal keeps it. */
  readonly now: string
  /** An expression: who is connected; null where the database has no users. */
  readonly user: string | null
  /**
   * Statements that fail with the message unless the condition holds, and change nothing when it does.
   *
   * @param condition an expression that is true or false, never NULL
   */
  stopUnless(condition: string, message: string): readonly string[]
}

export interface MigrationLock {
  /** Whether the lock is still ours (the connection may have been lost). */
  verify(): Promise<boolean>
  /**
   * A query that finds one row if the lock is still ours up to the end of the transaction, to be asked along with its last
   * statements; null where nobody needs to be asked.
   */
  readonly question: BoundStatement | null
  release(): Promise<void>
}
