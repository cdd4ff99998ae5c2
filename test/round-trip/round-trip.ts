import type { DeclaredRename } from '../../src/diff/index.ts'
import { dialectFor } from '../../src/dialects/by-url.ts'
import { type Connection, type Dialect, parseDatabaseUrl } from '../../src/dialects/index.ts'
import * as models from '../../src/models/index.ts'
import { type Operation, type Operations, renderOperations } from '../../src/operations/index.ts'
import { type Plan, planChanges } from '../../src/plan/index.ts'
import type { RevisionStep } from '../../src/revisions/index.ts'
import { type MigrationContext, runSteps, stateTables } from '../../src/runtime/index.ts'
import { type Catalog, defaultNamingConvention } from '../../src/schema/index.ts'
import { SourceWriter } from '../../src/text/index.ts'

/** What of the database is compared; what models would speak for when left out. */
export interface TripScope {
  readonly namespaces?: 'all'
  readonly objectTypes?: 'all'
}

/** A database under test, driven as the program drives it: rendered source, the run loop, introspection. */
export class RoundTrip {
  readonly context: MigrationContext
  readonly #dialect: Dialect
  readonly #connection: Connection
  #heads: readonly string[] = []
  #count = 0

  readonly #objectTypes: 'all' | undefined

  private constructor(dialect: Dialect, connection: Connection, scope: TripScope) {
    this.#objectTypes = scope.objectTypes
    this.#dialect = dialect
    this.#connection = connection
    const tables = stateTables('limbeck_version', null)
    this.context = {
      dialect,
      connection,
      capabilities: dialect.capabilitiesOf(connection.serverVersion),
      stateTables: tables,
      introspection: {
        tables: null,
        namespaces: scope.namespaces ?? [],
        exclude: [tables.version, tables.journal],
        namingConvention: defaultNamingConvention,
      },
      lockTimeoutMs: 10_000,
      onEvent: () => {},
      signal: null,
      limbeckVersion: 'test',
    }
  }

  static async open(url: string, scope: TripScope = {}): Promise<RoundTrip> {
    const address = parseDatabaseUrl(url, process.cwd())
    const dialect = await dialectFor(address)
    const connection = await dialect.connect(address, { connectTimeoutMs: 5000, create: true, applicationName: 'test' })
    // A test needs no protection against power cuts, and SQLite waits for the disk otherwise.
    if (dialect.name === 'sqlite') await connection.execute('PRAGMA synchronous = OFF')
    return new RoundTrip(dialect, connection, scope)
  }

  get connection(): Connection {
    return this.#connection
  }

  introspect(): Promise<Catalog> {
    return this.#dialect.introspect(this.#connection, this.context.introspection)
  }

  /** What autogenerate would write for these models, against the database as it is. */
  async plan(wanted: Catalog, declaredRenames: readonly DeclaredRename[] = []): Promise<Plan> {
    const found = await this.introspect()
    const spelled = await this.#dialect.canonicalize(wanted, found, this.#connection)
    const { plan, questions } = planChanges({
      found,
      wanted: spelled,
      dialect: this.#dialect,
      declaredRenames,
      namespaces: this.context.introspection.namespaces === 'all' ? namespacesOf(found) : [],
      ...(this.#objectTypes === undefined ? {} : { objectTypes: this.#objectTypes }),
      // Whatever is not declared is new: the other answer is tested with declared renames.
      decisions: new Proxy(
        {},
        {
          get: () => null,
          has: () => true,
          getOwnPropertyDescriptor: () => ({ value: null, configurable: true, enumerable: true }),
        },
      ),
    })
    if (questions.length > 0) throw new Error(`open questions: ${questions.map((question) => question.id).join(', ')}`)
    return plan
  }

  /** Runs operations as a revision file that says them: printed as source, read back, run by the loop. */
  async run(direction: RevisionStep['direction'], operations: readonly Operation[]): Promise<void> {
    const writer = new SourceWriter()
    renderOperations(operations, writer, 'op')
    const body = evaluated(writer)
    this.#count += 1
    const id = `revision${this.#count}`
    const step: RevisionStep = {
      direction,
      revision: {
        id,
        downRevisions: [],
        dependsOn: [],
        branchLabels: [],
        message: id,
        createdAt: null,
        file: `${id}.ts`,
      },
      headsBefore: this.#heads,
      headsAfter: [id],
    }
    const module = { upgrade: body, downgrade: body }
    await runSteps(this.context, {
      planSteps: () => [step],
      appliedAt: () => [],
      loadRevision: () => Promise.resolve(module),
      textOf: () => id,
      checkSteps: () => {},
      refuseEdited: false,
      acceptEdited: false,
      resume: null,
    })
    this.#heads = [id]
  }

  close(): Promise<void> {
    return this.#connection.close()
  }
}

function namespacesOf(catalog: Catalog): readonly string[] {
  return [...catalog.looseObjects()].flatMap((object) => (object.kind === 'namespace' ? [object.name] : []))
}

type Body = (op: Operations) => Promise<void>

function evaluated(writer: SourceWriter): Body {
  const names = writer.imports
  const known: { readonly [name: string]: unknown } = { ...models }
  const missing = names.filter((name) => !(name in known))
  if (missing.length > 0) throw new Error(`The source imports what is not there: ${missing.join(', ')}`)
  // Every function made by this constructor is asynchronous and takes what its text names.
  const AsyncFunction = (async () => {}).constructor as new (...args: string[]) => (...args: unknown[]) => Promise<void>
  const run = new AsyncFunction('op', ...names, writer.toString())
  return (op) => run(op, ...names.map((name) => known[name]))
}
