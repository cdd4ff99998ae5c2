import type { DatabaseUrl, Dialect, ScratchDatabase } from '../dialects/index.ts'
import { parseDatabaseUrl } from '../dialects/index.ts'
import { dialectFor } from '../dialects/by-url.ts'
import { diffCatalogs } from '../diff/index.ts'
import { LimbeckError, isLimbeckError } from '../errors/index.ts'
import { describeOperation } from '../operations/index.ts'
import {
  type RevisionGraph,
  type RevisionId,
  type RevisionStep,
  ancestorsOf,
  upgradeSteps,
} from '../revisions/index.ts'
import { introspect } from '../runtime/index.ts'
import { type Catalog, type Column, type OtherObject, displayName, displayTable, idOf } from '../schema/index.ts'
import { KeptConnection } from './kept-connection.ts'
import { migrate } from './migrate.ts'
import type { ProjectContext } from './project-context.ts'
import type { SquashResult } from './results.ts'
import { withDatabase } from './with-database.ts'

export interface SquashProof {
  /** With the old files. */
  readonly before: RevisionGraph
  /** With the squashed file in their place. */
  readonly after: RevisionGraph
  readonly end: RevisionId
  readonly reversible: boolean
  /** A server on which scratch databases can be made, instead of the project's. */
  readonly scratchUrl: string | null
}

/**
 * Runs the old files on one scratch database and the squashed one on another: schema and rows must be the same. Then the
 * squashed one goes down and up again.
 *
 * @returns which server it was, or why none could be had
 * @throws LimbeckError LB2026 when the two differ, or one of them fails
 */
export async function proveSquash(project: ProjectContext, proof: SquashProof): Promise<SquashResult['proof']> {
  const near =
    proof.scratchUrl === null ? project.config.url : parseDatabaseUrl(proof.scratchUrl, project.config.folder)
  if (near === null) return { server: null, reason: 'The configuration names no database.' }
  const dialect = await dialectFor(near)
  let first: ScratchDatabase
  try {
    if (dialect.createScratch === undefined)
      return { server: null, reason: `${dialect.name} has no scratch databases.` }
    first = await dialect.createScratch(near)
  } catch (error) {
    if (!isLimbeckError(error)) throw error
    return { server: null, reason: error.message }
  }
  await using old = first
  await using young = await dialect.createScratch(near)
  const oldSide = new Side(project, parseDatabaseUrl(old.url, project.config.folder), proof.before)
  const newSide = new Side(project, parseDatabaseUrl(young.url, project.config.folder), proof.after)
  const compare = (what: string, found: Snapshot, wanted: Snapshot) => {
    const differences = differencesOf(dialect, project, found, wanted)
    if (differences.length > 0) throw different(what, differences)
  }
  await oldSide.upgrade(proof.end, 'The old files')
  const wanted = await oldSide.look()
  for (const { id } of proof.after.byId.get(proof.end)?.parents ?? []) {
    await newSide.upgrade(id, 'The revisions in front of the range')
  }
  const start = await newSide.look()
  await newSide.upgrade(proof.end, 'The squashed revision')
  compare('The squashed revision does not do what the old files do', wanted, await newSide.look())
  if (proof.reversible) {
    await newSide.takeBack(proof.end)
    const { catalog } = await newSide.look()
    compare(
      'The downgrade of the squashed revision does not lead back',
      { ...start, rows: null },
      { catalog, rows: null },
    )
    await newSide.upgrade(proof.end, 'The squashed revision, run again behind its downgrade,')
    const { catalog: again } = await newSide.look()
    compare(
      'The squashed revision does something else the second time',
      { ...wanted, rows: null },
      { catalog: again, rows: null },
    )
  }
  return { server: await newSide.server(), reason: null }
}

interface Snapshot {
  readonly catalog: Catalog
  /** Rows by table as sorted lines, without what the database made up itself; null: not compared. */
  readonly rows: ReadonlyMap<string, readonly string[]> | null
}

/** A scratch database with the files that run there. */
class Side {
  readonly #project: ProjectContext
  readonly #graph: RevisionGraph

  constructor(project: ProjectContext, url: DatabaseUrl, graph: RevisionGraph) {
    // Hooks are for real runs.
    const config = { ...project.config, url, hooks: {}, onVersionApply: [] }
    this.#project = { ...project, config, onEvent: () => undefined, given: null, kept: new KeptConnection() }
    this.#graph = graph
  }

  async upgrade(target: RevisionId, who: string): Promise<void> {
    await this.#run('upgrade', (heads) => upgradeSteps(this.#graph, heads, target), who)
  }

  /** Takes back the newest revision and nothing below it. */
  async takeBack(id: RevisionId): Promise<void> {
    const node = this.#graph.byId.get(id)
    if (node === undefined) return
    const parents = node.parents.filter((parent) => {
      const others = node.parents.filter((other) => other !== parent)
      return !ancestorsOf(others, 'needs').has(parent)
    })
    const headsAfter = parents.map((parent) => parent.id)
    const step: RevisionStep = { direction: 'downgrade', revision: node.revision, headsBefore: [id], headsAfter }
    await this.#run(
      'downgrade',
      (heads) => (heads.includes(id) ? [step] : []),
      'The downgrade of the squashed revision',
    )
  }

  async #run(
    direction: 'upgrade' | 'downgrade',
    planSteps: Parameters<typeof migrate>[1]['planSteps'],
    who: string,
  ): Promise<void> {
    try {
      await migrate(this.#project, { direction, graph: this.#graph, planSteps, planScript: () => [] }, {})
    } catch (error) {
      if (!isLimbeckError(error) || error.code === 'LB6004') throw error
      throw new LimbeckError('LB2026', `${who} failed on a scratch database: ${error.message}`, {
        hints: [...error.hints.slice(0, 1), ...remedies],
        details: { ...error.details, code: error.code },
        cause: error,
      })
    }
  }

  async server(): Promise<string> {
    return await withDatabase(this.#project, { create: false }, ({ dialect, connection }) =>
      Promise.resolve(`${dialect.name} ${connection.serverVersion}`),
    )
  }

  async look(): Promise<Snapshot> {
    return await withDatabase(this.#project, { create: true }, async (context) => {
      const catalog = await introspect(context, null)
      const rows = new Map<string, readonly string[]>()
      for (const table of catalog.tables()) {
        const columns = catalog.definitionOf(table)?.columns.filter(isTold) ?? []
        const { grammar } = context.dialect
        const list = columns.map((column) => grammar.quote(column.name)).join(', ')
        const sql = `SELECT ${list === '' ? '1' : list} FROM ${grammar.qualified(table.namespace, table.name)}`
        const found = await context.connection.query(sql)
        rows.set(displayTable(table), found.map((row) => JSON.stringify(row, textOf)).sort())
      }
      return { catalog, rows }
    })
  }
}

/** Whether its values are the same on every run: times and random ids that the database fills in are not. */
function isTold(column: Column): boolean {
  return column.default === null || column.default.kind === 'literal'
}

function textOf(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

function differencesOf(
  dialect: Dialect,
  { config }: ProjectContext,
  found: Snapshot,
  wanted: Snapshot,
): readonly string[] {
  const request = { found: found.catalog, wanted: wanted.catalog, dialect, namespaces: config.schemas }
  const { operations, renames } = diffCatalogs(request)
  const [before, after] = [othersIn(found.catalog), othersIn(wanted.catalog)]
  const others = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key))
  const rows = [...(found.rows ?? [])].filter(
    ([table, lines]) => wanted.rows?.get(table)?.join('\n') !== lines.join('\n'),
  )
  return [
    ...[...renames, ...operations].map(describeOperation),
    ...others.map((name) => `Make ${name} the same`),
    ...rows.map(
      ([table, lines]) =>
        `Make the rows of ${table} the same: ${lines.length} instead of ${wanted.rows?.get(table)?.length ?? 0}`,
    ),
  ]
}

/** Views, triggers, functions and whatever else limbeck does not model, with their definitions. */
function othersIn(catalog: Catalog): ReadonlyMap<string, string> {
  const others = [...catalog.objects()].filter((object): object is OtherObject => object.kind === 'other')
  return new Map(others.map((object) => [`${object.objectType} ${displayName(idOf(object))}`, object.definition ?? '']))
}

const remedies = [
  'After `--keep-sql`: a statement builds on what a later revision took away; use `--drop-sql`, or squash two ranges.',
]

function different(what: string, differences: readonly string[]): LimbeckError {
  const shown = differences.slice(0, 10).map((line) => `  ${line}`)
  const more = differences.length > shown.length ? [`  and ${differences.length - shown.length} more`] : []
  return new LimbeckError('LB2026', [`${what}. To be the same it would have to:`, ...shown, ...more].join('\n'), {
    hints: [
      'After `--drop-sql`: SQL that was left out made this; use `--keep-sql`.',
      'Nothing was written, and the old files still work. `limbeck help LB2026` says more.',
    ],
    details: { differences: [...differences] },
  })
}
