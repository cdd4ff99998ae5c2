import type { ResolvedConfig } from '../../config/index.ts'
import { type Decisions, type DeclaredRename, openQuestions, overruleBy } from '../../diff/index.ts'
import type { Dialect } from '../../dialects/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { type ComparedOperations, runComparators } from '../../generation/index.ts'
import { type Operation, describeOperation } from '../../operations/index.ts'
import type { ModelCatalog } from '../../models/index.ts'
import { type PlannedChanges, planChanges } from '../../plan/index.ts'
import { type RevisionGraph, type RevisionId, isUpToDate, knownNodes } from '../../revisions/index.ts'
import { explained, findEditedRevisions, introspect, readFinishedChecksums, readHeads } from '../../runtime/index.ts'
import type { Catalog } from '../../schema/index.ts'
import { appliedAt, textOfFile } from '../run/applied-edits.ts'
import { loadModels, noTables, noTablesHint } from './load-models.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraphAndDigests, seeProject } from '../read-graph.ts'
import type { OperationInfo } from '../results.ts'
import { rightsSettings, settleRights } from '../write/settle-rights.ts'
import { spellModels } from '../sources/spell-models.ts'
import { namedSchemas, withDatabase } from '../with-database.ts'
import { withCompared } from './with-compared.ts'

/** What the database has and what the models say, in one spelling. Plain data: the connection is closed. */
export interface Comparison {
  readonly dialect: Dialect
  readonly config: ResolvedConfig
  readonly graph: RevisionGraph
  readonly found: Catalog
  readonly wanted: Catalog
  /** Renames that the models declare. */
  readonly renames: readonly DeclaredRename[]
  /** Of the database; null where none was asked. */
  readonly serverVersion: string | null
  /** What the project's comparators found. */
  readonly compared: ComparedOperations
}

/**
 * Reads models and database.
 *
 * @throws LimbeckError LB6014 when the database must be at the newest revision and is not, LB2021 when it is at one that
 *   has no file
 */
export async function compareWithModels(
  project: ProjectContext,
  options: { readonly atHeads: boolean } & RenameAnswers,
): Promise<Comparison> {
  const { config } = project
  const { graph, digestOf } = readGraphAndDigests(config, seeProject(config))
  return await withDatabase(project, { create: false }, async (context) => {
    const { dialect, connection, stateTables } = context
    if (options.atHeads) {
      const rows = await readHeads(stateTables.version, dialect, connection)
      // A revision without a file is told as what it is: an upgrade would not help.
      knownNodes(graph, rows)
      if (!isUpToDate(graph, rows)) throw notUpToDate(graph, rows)
      const finished = rows.length === 0 ? new Map<string, never>() : await readFinishedChecksums(context)
      for (const { revision } of findEditedRevisions(appliedAt(graph, rows), finished, {
        textOf: textOfFile,
        digestOf,
      })) {
        project.onEvent({
          kind: 'warning',
          message: `Revision ${revision.id} was edited after being applied to this database.`,
          hints: ['`limbeck doctor` shows the file and what to do.'],
        })
      }
    }
    tellWork(project, 'Reading the models and the database')
    // The server reads its catalogs while the models load.
    const early = introspect(context, null)
    // Whatever fails first is thrown, but the connection is not closed under a running query.
    const settled = early.catch(() => undefined)
    let models: ModelCatalog
    try {
      models = await loadModels(project)
    } finally {
      await settled
    }
    // Models that were meant differently would otherwise look like a wish to drop every table.
    if ([...models.catalog.tables()].length === 0 && config.sqlModels.length === 0)
      project.onEvent({ kind: 'warning', message: noTables, hints: [noTablesHint] })
    const further = namedSchemas(
      config,
      [...namespacesOf(models.catalog), ...formerSchemas(models, options)].filter(
        (name) => !config.schemas.includes(name),
      ),
    )
    const namespaces = [...namedSchemas(config), ...further]
    const found =
      further.length === 0
        ? await early
        : await introspect({ ...context, introspection: { ...context.introspection, namespaces } }, null)
    warnOfUnusedSchemas(project, found, models.catalog)
    tellWork(project, 'Comparing the models with the database')
    const spelled = await spellModels(project, models.catalog, found, { dialect, connection })
    const wanted = await settleRights(project, spelled, { dialect, connection })
    const compared = await runComparators(config.generation.comparators ?? [], {
      found,
      wanted,
      dialect: dialect.name,
      database: config.databaseName,
      connection: { query: (sql, parameters) => explained(dialect, () => connection.query(sql, parameters)) },
    })
    const { serverVersion } = connection
    return { dialect, serverVersion, config, graph, found, wanted, renames: models.renames, compared }
  })
}

/** What is said about renames beforehand. */
interface RenameAnswers {
  readonly renames?: readonly DeclaredRename[] | undefined
  readonly decisions?: Decisions | undefined
}

/** The old names of renamed schemas: no model is in these any more. */
function formerSchemas(models: ModelCatalog, { renames = [], decisions = {} }: RenameAnswers): readonly string[] {
  const told = [...models.renames, ...renames].flatMap(({ kind, from }) => (kind === 'namespace' ? [from] : []))
  const decided = Object.entries(decisions).flatMap(([id, from]) => (id.startsWith('rename-schema:') ? [from] : []))
  return [...told, ...decided].filter((name) => name !== null)
}

/** The changes from database to models. While `questions` is not empty, what they ask about counts as new. */
export function planComparison(
  comparison: Comparison,
  answers: { readonly renames?: readonly DeclaredRename[]; readonly decisions?: Decisions } = {},
): PlannedChanges {
  const { found, renames, compared } = comparison
  const planned = planChanges({
    ...differenceRequest(comparison),
    declaredRenames: [...renames, ...(answers.renames ?? [])],
    decisions: answers.decisions ?? {},
  })
  return { ...planned, plan: withCompared(planned.plan, compared, found) }
}

/** What two catalogs are compared with, besides answers. */
export function differenceRequest({
  dialect,
  config,
  found,
  wanted,
}: Comparison): Omit<Parameters<typeof planChanges>[0], 'declaredRenames' | 'decisions'> {
  return {
    found,
    wanted,
    dialect,
    namespaces: config.schemas,
    exclude: config.exclude,
    // SQL can say everything, so what it does not say is not wanted.
    ...(config.sqlModels.length === 0 ? {} : { objectTypes: 'all' as const }),
    rights: rightsSettings(config),
    overrule: overruleBy(config, dialect.name),
  }
}

/**
 * As {@link planComparison}, with every question answered: by what is given, else by whoever can be asked.
 *
 * @throws LimbeckError LB5002 with the questions when nobody can, LB5011 for a given rename that names nothing
 */
export async function planAnswered(
  project: ProjectContext,
  comparison: Comparison,
  given: { readonly renames: readonly DeclaredRename[]; readonly decisions: Decisions },
): Promise<PlannedChanges> {
  let decisions = given.decisions
  for (;;) {
    const planned = planComparison(comparison, { renames: given.renames, decisions })
    if (planned.questions.length === 0) {
      refuseStrayRenames(given.renames, planned.appliedRenames)
      return planned
    }
    if (project.ask === null) throw openQuestions(planned.questions)
    const answers = await project.ask(planned.questions)
    // An answer may open another question: a renamed table's columns are compared for the first time.
    const open = planned.questions.filter((question) => !Object.hasOwn(answers, question.id))
    if (open.length > 0) throw openQuestions(open)
    decisions = { ...decisions, ...answers }
  }
}

/** Operations as results show them. */
export function operationInfos(operations: readonly Operation[]): readonly OperationInfo[] {
  return operations.map((operation) => ({ kind: operation.kind, describe: describeOperation(operation), operation }))
}

/** @throws LimbeckError LB5011 for a given rename that names nothing */
export function refuseStrayRenames(given: readonly DeclaredRename[], applied: readonly DeclaredRename[]): void {
  const textOf = (rename: DeclaredRename) =>
    JSON.stringify([rename.kind, rename.namespace, rename.owner, rename.from, rename.to])
  const known = new Set(applied.map(textOf))
  const stray = given.filter((rename) => !known.has(textOf(rename)))
  const [first] = stray
  if (first === undefined) return
  const owner = first.owner === null ? '' : `${first.owner}.`
  throw new LimbeckError(
    'LB5011',
    `The rename ${owner}${first.from}=${owner}${first.to} names nothing that was renamed.`,
    {
      hints: [
        `The database must have '${first.from}' and the models '${first.to}', and not the other way round.`,
        '`limbeck diff` shows what differs.',
      ],
      details: { renames: stray.map((rename) => ({ ...rename })) },
    },
  )
}

/** It is not counted: the database is read in one go, however many tables there are. */
function tellWork({ onEvent }: ProjectContext, activity: string): void {
  onEvent({ kind: 'progress', activity, unit: null, done: 0, total: null, durationMs: 0 })
}

/** Listing a schema says that limbeck manages it, which is seldom meant where no model is in it. */
function warnOfUnusedSchemas({ config, onEvent }: ProjectContext, found: Catalog, wanted: Catalog): void {
  const used = new Set([...wanted.tables()].map((table) => table.namespace))
  for (const schema of namedSchemas(config)) {
    const count = [...found.tables()].filter((table) => table.namespace === schema).length
    if (used.has(schema) || count === 0) continue
    onEvent({
      kind: 'warning',
      message: `The configuration lists the schema '${schema}', and no model is in it: its ${count === 1 ? 'table counts' : `${count} tables count`} as dropped.`,
      hints: [
        `Take '${schema}' out of \`schemas\` to leave it alone; \`exclude: ['${schema}.*']\` does the same for its tables.`,
      ],
    })
  }
}

function namespacesOf(catalog: Catalog): readonly string[] {
  return [...catalog.looseObjects()].flatMap((object) => (object.kind === 'namespace' ? [object.name] : []))
}

function notUpToDate(graph: RevisionGraph, rows: readonly RevisionId[]): LimbeckError {
  const heads = graph.realHeads.map((head) => head.id)
  return new LimbeckError('LB6014', 'Target database is not up to date.', {
    hints: [
      heads.length > 1
        ? 'Run `limbeck upgrade heads`; better, merge the heads first: `limbeck merge heads -m "Merge branches"`.'
        : 'Run `limbeck upgrade head`, then this command again.',
      '`limbeck current` shows where the database is, `limbeck history` what there is.',
    ],
    details: { current: rows, heads },
  })
}
