import type { AnyColumn, SqlExpression } from '../models/index.ts'
import type { Operation } from './data.ts'
import type {
  AlterConstraintOptions,
  AlterColumnOptions,
  AlterTableOptions,
  AttributesOption,
  PrimaryKeyOptions,
  CreateForeignKeyOptions,
  CreateIndexOptions,
  CreateTableOptions,
  DropConstraintOptions,
  DropIndexOptions,
  ExcludeOptions,
  IfExistsOption,
  IfNotExistsOption,
  IndexPartArgument,
  InsertedRow,
  MemberChanges,
  NotValidOption,
  SchemaOption,
  SqlText,
  TableOptionChanges,
  UniqueOptions,
  UpdateInBatchesOptions,
  ValidateConstraintOptions,
} from './operation-options.ts'
import type { RightsOperations } from './rights-operations.ts'
import type { SchemaOperations } from './schema-operations.ts'
import type { AlterTableBlock, CreateTableBlock, OptionalName } from './table-blocks.ts'

/**
 * What a revision file receives as `op`. Every call returns a promise; operations run in the order in which they were
 * called even where an `await` was forgotten, and the step ends only when all have run. The order of arguments is
 * Alembic's. A constraint or index whose name is `null` is named by the naming convention.
 *
 * Every call throws LimbeckError LB5004 for wrong arguments, LB5005 when its revision has ended already, and what the
 * database has to say.
 */
export interface Operations extends SchemaOperations, RightsOperations {
  /**
   * Creates a table with its columns, constraints and indexes.
   *
   * @example
   * await op.createTable('crews', (t) => {
   *   t.column('id', uuid().notNull().defaultUuid())
   *   t.column('name', string(255).notNull())
   *   t.primaryKey('pk_crews', ['id'])
   *   t.unique('uq_crews_name', ['name'])
   * })
   */
  createTable(name: string, define: (t: CreateTableBlock) => void, options?: CreateTableOptions): Promise<void>

  /**
   * Drops a table with its rows, constraints and indexes.
   *
   * @example
   * await op.dropTable('crews')
   */
  dropTable(name: string, options?: SchemaOption & IfExistsOption): Promise<void>

  /**
   * Renames a table. Foreign keys that point at it follow; names of constraints and indexes stay.
   *
   * @example
   * await op.renameTable('crews', 'teams')
   */
  renameTable(oldName: string, newName: string, options?: SchemaOption): Promise<void>

  /**
   * Adds a column, together with the constraints and indexes that its builder asks for.
   *
   * @example
   * await op.addColumn('users', 'email', string(255).notNull().default(''))
   * await op.addColumn('agents', 'crew_id', uuid().references('crews.id', { onDelete: 'cascade' }))
   */
  addColumn(table: string, name: string, column: AnyColumn, options?: SchemaOption & IfNotExistsOption): Promise<void>

  /**
   * Drops a column with its values, and with the constraints and indexes that use it.
   *
   * @example
   * await op.dropColumn('users', 'nickname')
   */
  dropColumn(table: string, column: string, options?: SchemaOption & IfExistsOption): Promise<void>

  /**
   * Renames a column; keys, indexes, checks and other tables' foreign keys follow.
   *
   * @example
   * await op.renameColumn('users', 'fullname', 'full_name')
   */
  renameColumn(table: string, oldName: string, newName: string, options?: SchemaOption): Promise<void>

  /**
   * Changes a column; what the options leave out stays as it is.
   *
   * @example
   * await op.alterColumn('users', 'age', { type: integer(), using: sql`age::integer` })
   * await op.alterColumn('users', 'email', { nullable: false, default: null })
   */
  alterColumn(table: string, column: string, changes: AlterColumnOptions): Promise<void>

  /**
   * Adds a primary key; its columns refuse NULL from then on.
   *
   * @example
   * await op.createPrimaryKey('pk_users', 'users', ['id'])
   */
  createPrimaryKey(
    name: OptionalName,
    table: string,
    columns: readonly string[],
    options?: PrimaryKeyOptions & SchemaOption,
  ): Promise<void>

  /**
   * Adds a unique constraint.
   *
   * @example
   * await op.createUniqueConstraint('uq_users_email', 'users', ['email'])
   */
  createUniqueConstraint(
    name: OptionalName,
    table: string,
    columns: readonly string[],
    options?: UniqueOptions & SchemaOption,
  ): Promise<void>

  /**
   * Adds a foreign key to the source table.
   *
   * @example
   * await op.createForeignKey('fk_agents_crew_id', 'agents', 'crews', ['crew_id'], ['id'], { onDelete: 'cascade' })
   */
  createForeignKey(
    name: OptionalName,
    sourceTable: string,
    referentTable: string,
    localColumns: readonly string[],
    remoteColumns: readonly string[],
    options?: CreateForeignKeyOptions,
  ): Promise<void>

  /**
   * Adds a check.
   *
   * @example
   * await op.createCheckConstraint('ck_users_age', 'users', sql`age >= 0`)
   */
  createCheckConstraint(
    name: OptionalName,
    table: string,
    condition: SqlText,
    options?: AttributesOption & NotValidOption & SchemaOption,
  ): Promise<void>

  /**
   * PostgreSQL: adds an exclusion constraint. Of two rows never all comparisons may hold.
   *
   * @example
   * await op.createExcludeConstraint('ex_bookings_room', 'bookings', [['room', '='], [sql`tsrange(starts, ends)`, '&&']])
   */
  createExcludeConstraint(
    name: string,
    table: string,
    elements: readonly (readonly [column: string | SqlExpression, operator: string])[],
    options?: ExcludeOptions,
  ): Promise<void>

  /**
   * Changes a constraint in place, where the database can.
   *
   * @example
   * await op.alterConstraint('ck_users_age', 'users', { notValid: null }, { type: 'check' })
   */
  alterConstraint(name: string, table: string, changes: MemberChanges, options: AlterConstraintOptions): Promise<void>

  /**
   * PostgreSQL: looks at the rows that were there when the constraint was made with `notValid`. Nobody waits for it but
   * who changes the schema.
   *
   * @example
   * await op.validateConstraint('fk_agents_crew_id', 'agents')
   */
  validateConstraint(name: string, table: string, options?: ValidateConstraintOptions): Promise<void>

  /**
   * Changes an index in place, where the database can.
   *
   * @example
   * await op.alterIndex('ix_users_email', 'users', { storage: { fillfactor: '70' } })
   */
  alterIndex(name: string, table: string, changes: MemberChanges, options?: SchemaOption): Promise<void>

  /**
   * Drops a constraint of any kind.
   *
   * @example
   * await op.dropConstraint('fk_agents_crew_id', 'agents', { type: 'foreignKey' })
   */
  dropConstraint(name: string, table: string, options?: DropConstraintOptions): Promise<void>

  /**
   * Renames a constraint.
   *
   * @example
   * await op.renameConstraint('users_email_key', 'uq_users_email', 'users')
   */
  renameConstraint(oldName: string, newName: string, table: string, options?: SchemaOption): Promise<void>

  /**
   * Creates an index over columns and expressions.
   *
   * @example
   * await op.createIndex('ix_users_email', 'users', [sql`lower(email)`], { unique: true, where: sql`email <> ''` })
   * await op.createIndex('ix_runs_started', 'runs', [{ column: 'started_at', order: 'desc' }], { concurrently: true })
   */
  createIndex(
    name: OptionalName,
    table: string,
    columns: readonly IndexPartArgument[],
    options?: CreateIndexOptions & SchemaOption,
  ): Promise<void>

  /**
   * Drops an index. Its table may stand behind the name or among the options.
   *
   * @example
   * await op.dropIndex('ix_users_email', 'users')
   */
  dropIndex(name: string, tableOrOptions?: string | DropIndexOptions, options?: DropIndexOptions): Promise<void>

  /**
   * Renames an index.
   *
   * @example
   * await op.renameIndex('users_email_idx', 'ix_users_email', { table: 'users' })
   */
  renameIndex(oldName: string, newName: string, options?: SchemaOption & { readonly table?: string }): Promise<void>

  /**
   * Describes a table in the database. SQLite keeps no comments: nothing happens there.
   *
   * @example
   * await op.createTableComment('crews', 'Groups of agents that work together')
   */
  createTableComment(table: string, comment: string, options?: SchemaOption): Promise<void>

  /**
   * Takes the description of a table away.
   *
   * @example
   * await op.dropTableComment('crews')
   */
  dropTableComment(table: string, options?: SchemaOption): Promise<void>

  /**
   * Changes how the database keeps a table, or what it inherits from.
   *
   * @example
   * await op.setTableOptions('readings', { unlogged: true, storage: { fillfactor: '70' } })
   * await op.setTableOptions('readings_2026', { inherits: ['readings'], bound: "FOR VALUES IN (2026)" })
   */
  setTableOptions(table: string, changes: TableOptionChanges, options?: SchemaOption): Promise<void>

  /**
   * Runs SQL as it stands. Values for `?` placeholders are bound, never spliced; `??` is a question mark.
   *
   * @example
   * await op.execute('UPDATE users SET role = ? WHERE role IS NULL', ['member'])
   */
  execute(sql: SqlText, parameters?: readonly unknown[]): Promise<void>

  /**
   * Inserts rows as fast as the database can.
   *
   * @example
   * await op.bulkInsert('roles', [{ id: 1, name: 'admin' }, { id: 2, name: 'member' }])
   */
  bulkInsert(table: string, rows: readonly InsertedRow[], options?: SchemaOption): Promise<void>

  /**
   * Changes many rows, a batch at a time along the table's primary key. In a transaction the batches belong to it; in a
   * file with `transaction = 'none'`, or in a part outside of the transaction, each is committed by itself, and a run that
   * was broken off goes on with the rows that still match. In a script it is one UPDATE.
   *
   * @example
   * await op.updateInBatches('users', {
   *   set: { full_name: sql`first_name || ' ' || last_name` },
   *   where: sql`full_name IS NULL`,
   *   batchSize: 1000,
   * })
   */
  updateInBatches(table: string, options: UpdateInBatchesOptions): Promise<void>

  /**
   * Makes several changes of one table together: one ALTER TABLE where the database can, one rebuild on SQLite.
   *
   * @example
   * await op.alterTable('users', (t) => {
   *   t.addColumn('email', string(255).notNull().default(''))
   *   t.alterColumn('name', { nullable: false })
   *   t.dropColumn('nickname')
   * })
   */
  alterTable(table: string, change: (t: AlterTableBlock) => void, options?: AlterTableOptions): Promise<void>

  /** The same as {@link Operations.alterTable}, under Alembic's name. */
  batchAlterTable(table: string, change: (t: AlterTableBlock) => void, options?: AlterTableOptions): Promise<void>

  /**
   * The connection of the run, for reading rows and changing them by what was read. Its calls wait for the operations
   * in front of them.
   *
   * @example
   * const rows = await op.connection().query('SELECT id, settings FROM crews WHERE owner_id = ?', [7])
   */
  connection(): OperationConnection

  /** True while SQL is written instead of run (`--sql`): there is no database to ask. */
  readonly isOffline: boolean

  /** What `--tag` said on the command line, or the caller of `upgrade` and `downgrade`; null when nothing was said. */
  readonly tag: string | null

  /**
   * Commits what ran so far, runs a part outside of any transaction, and begins again. Calls within the part run in it.
   *
   * @example
   * await op.outsideTransaction(async () => {
   *   await op.execute('VACUUM')
   * })
   */
  outsideTransaction(work: () => Promise<void> | void): Promise<void>

  /** `sqlite`, `postgresql`, …: what the file runs on or its script is for; null where nobody knows. */
  readonly dialect: string | null

  /** Alembic's mark for a name that is final. Names in calls always are: returns it as it is. */
  f(name: string): string

  /**
   * Runs an operation given as data, or one of the project's own (`defineOperation`) with its parameters; by name when the
   * configuration lists it under `operations`.
   *
   * @example
   * await op.run({ kind: 'renameTable', namespace: null, table: 'crews', to: 'teams' })
   * await op.run(grantSelect, { table: 'crews', role: 'reader' })
   */
  run: RunOperation

  /** The same as {@link Operations.run}, under Alembic's name. */
  invoke: RunOperation
}

/** The ways to name an operation for `op.run`. */
export interface RunOperation {
  (operation: Operation): Promise<void>
  <Parameters extends object>(
    operation: {
      readonly name: string
      readonly definition: { readonly name: string }
      with(parameters: Parameters): Operation
    },
    ...parameters: object extends Parameters ? [parameters?: Parameters] : [parameters: Parameters]
  ): Promise<void>
  (name: string, parameters?: object): Promise<void>
}

/** The connection of a run (Alembic's `get_bind`). Placeholders are `?` on every database, bound, never spliced. */
export interface OperationConnection {
  /** Rows of a query; an empty array when there are none. Throws LB6xxx while SQL is written instead of run. */
  query<Row extends { readonly [column: string]: unknown } = { readonly [column: string]: unknown }>(
    sql: SqlText,
    parameters?: readonly unknown[],
  ): Promise<Row[]>
  /** Runs a statement; the number of changed rows. */
  execute(sql: SqlText, parameters?: readonly unknown[]): Promise<number>
}
