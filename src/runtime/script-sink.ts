import type { Capabilities, Dialect, Row } from '../dialects/index.ts'
import { LimbeckError } from '../errors/index.ts'
import { type Operation, type OperationSink, applyOperation, describeOperation } from '../operations/index.ts'
import type { Revision } from '../revisions/index.ts'
import {
  type Catalog,
  type CatalogDraft,
  type TableRef,
  createCatalog,
  displayTable,
  editCatalog,
} from '../schema/index.ts'
import { placeIn } from './locate-code-failure.ts'
import { outsideOfWholeRun } from './outside-of-whole-run.ts'
import type { ScriptWriter } from './script-writer.ts'

/** The schema during a script, as far as replaying the revisions tells. Worked out when an operation first needs it. */
export class ReplayedSchema {
  readonly #start: () => Promise<Catalog>
  readonly #operations: Operation[] = []
  #draft: CatalogDraft | null = null

  /** @param start the schema in front of the script's first revision */
  constructor(start: () => Promise<Catalog>) {
    this.#start = start
  }

  async present(): Promise<Catalog> {
    if (this.#draft === null) {
      this.#draft = editCatalog(await this.#start())
      for (const operation of this.#operations.splice(0)) applyQuietly(this.#draft, operation)
    }
    return this.#draft
  }

  follow(operation: Operation): void {
    if (this.#draft === null) this.#operations.push(operation)
    else applyQuietly(this.#draft, operation)
  }
}

/** Hand-written SQL may have changed what an operation builds on; only an operation that needs the schema must care. */
function applyQuietly(draft: CatalogDraft, operation: Operation): void {
  try {
    applyOperation(draft, operation)
  } catch {
    // What the operation would have changed is missing from the schema, and the script sink says so when it is needed.
  }
}

/** Writes what a revision asks for as SQL text. */
export class ScriptSink implements OperationSink {
  readonly isOffline = true
  readonly #dialect: Dialect
  readonly #capabilities: Capabilities
  readonly #writer: ScriptWriter
  readonly #schema: ReplayedSchema
  readonly #revision: Revision
  #statements = 0

  /** @param capabilities of the server that will run it; left out: of the oldest one that scripts are for */
  constructor(
    dialect: Dialect,
    writer: ScriptWriter,
    schema: ReplayedSchema,
    revision: Revision,
    capabilities: Capabilities = dialect.capabilitiesOf(dialect.script.serverVersion),
  ) {
    this.#dialect = dialect
    this.#capabilities = capabilities
    this.#writer = writer
    this.#schema = schema
    this.#revision = revision
  }

  /** SQL statements written so far. */
  get statements(): number {
    return this.#statements
  }

  async run(operation: Operation): Promise<void> {
    const before = await this.#readBefore(operation)
    const statements = this.#dialect.emit(operation, { before, capabilities: this.#capabilities })
    const outside = statements.some((statement) => statement.transaction === 'outside')
    const write = () => {
      for (const statement of statements) this.#writer.statement(statement)
      this.#statements += statements.length
      return Promise.resolve()
    }
    if (outside) await this.outsideTransaction(write)
    else await write()
    this.#schema.follow(operation)
  }

  query(sql: string, _parameters: readonly unknown[] = [], stack = ''): Promise<readonly Row[]> {
    const { id, file } = this.#revision
    const place = placeIn(stack, file)
    const at = place === null ? file : `${file}:${place.line}:${place.column}`
    return Promise.reject(
      new LimbeckError(
        'LB6005',
        `Revision '${id}' asks the database for rows, which a script (--sql) cannot give: ${at}`,
        {
          hints: [
            'Ask `op.isOffline` in the revision and write plain SQL there (`INSERT … SELECT`, `UPDATE … FROM`).',
            'Or run this revision on the database, without `--sql`.',
          ],
          details: { revision: id, file, ...place, query: sql },
        },
      ),
    )
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<number> {
    await this.run({ kind: 'execute', sql, parameters })
    return 0
  }

  async outsideTransaction(work: () => Promise<void>): Promise<void> {
    if (!this.#writer.inTransaction) {
      await work()
      return
    }
    if (this.#writer.isHeld) throw outsideOfWholeRun(this.#revision)
    this.#writer.commit()
    await work()
    this.#writer.begin()
  }

  async #readBefore(operation: Operation): Promise<Catalog> {
    // Rows are spelled as their columns read them, where the table is known.
    if (operation.kind === 'bulkInsert') return await this.#schema.present()
    const needs = this.#dialect.readsBefore(operation, this.#capabilities)
    if (needs !== 'everything' && needs.length === 0) return createCatalog([])
    const present = await this.#schema.present()
    const missing = needs === 'everything' ? [] : needs.filter((table) => !present.has({ kind: 'table', ...table }))
    if (missing.length > 0) throw this.#unknownTable(missing, operation)
    return present
  }

  #unknownTable(tables: readonly TableRef[], operation: Operation): LimbeckError {
    const names = tables.map((table) => `'${displayTable(table)}'`).join(', ')
    return new LimbeckError(
      'LB6006',
      `Revision '${this.#revision.id}' needs to know ${names}, and the revisions alone do not tell what ${tables.length === 1 ? 'that table looks' : 'those tables look'} like.\n  ${describeOperation(operation)}`,
      {
        hints: [
          'A table made by hand-written SQL (`op.execute`) or outside of limbeck is known only to the database: run the revision without `--sql`.',
        ],
        details: { revision: this.#revision.id, tables: tables.map(displayTable) },
      },
    )
  }
}
