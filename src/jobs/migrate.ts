import { LimbeckError } from '../errors/index.ts'
import {
  type Direction,
  type RevisionGraph,
  type RevisionId,
  type RevisionStep,
  downgradeOf,
} from '../revisions/index.ts'
import {
  type MigrationContext,
  type PreparedStep,
  type PresentFiles,
  findLosses,
  limbeckVersion,
  previewSteps,
  readHeads,
  revisionChecksum,
  runSteps,
  writeScript,
} from '../runtime/index.ts'
import { appliedAt, textOfFile } from './applied-edits.ts'
import { loadPresentRevision } from './load-present-revision.ts'
import type { MigrateOptions } from './project.ts'
import type { ProjectContext } from './project-context.ts'
import { projectDialect } from './project-dialect.ts'
import { schemaAt } from './replay.ts'
import { rowsBeside } from './rows-beside.ts'
import type { MigrationResult } from './results.ts'
import { runSettingsOf, stateTablesOf, withDatabase } from './with-database.ts'

/** What differs between an upgrade and a downgrade. */
export interface Migration {
  readonly direction: Direction
  readonly graph: RevisionGraph
  /** Digests of the files, as far as they are known. */
  readonly digestOf?: PresentFiles['digestOf']
  /** The steps from where a database is. */
  readonly planSteps: (heads: readonly RevisionId[]) => readonly RevisionStep[]
  /** The steps of a script, which knows no database. */
  readonly planScript: () => readonly RevisionStep[]
}

/** Runs a migration, or works out its steps, or writes its SQL. */
export async function migrate(
  project: ProjectContext,
  migration: Migration,
  options: MigrateOptions,
): Promise<MigrationResult> {
  const { onSql, dryRun } = options
  if (onSql !== undefined && dryRun === true) {
    throw new LimbeckError('LB6017', '--dry-run and --sql exclude each other.', {
      hints: ['`--sql` runs nothing either: leave out `--dry-run`.'],
    })
  }
  if (onSql !== undefined) return await writeMigrationScript(project, migration, onSql, options.tag ?? null)
  return await withDatabase(project, { create: dryRun !== true }, async (opened) => {
    const context = { ...opened, tag: options.tag ?? null }
    if (dryRun === true) return await previewMigration(context, migration)
    const { steps, headsBefore } = await runSteps(context, {
      planSteps: migration.planSteps,
      appliedAt: (heads) => appliedAt(migration.graph, heads),
      loadRevision: (revision) => loadPresentRevision(revision, context.dialect.name),
      textOf: textOfFile,
      digestOf: migration.digestOf,
      checkSteps,
      refuseEdited: migration.direction === 'upgrade',
      acceptEdited: options.allowEdited === true,
      resume: options.resume ?? null,
    })
    return resultOf(steps, headsBefore)
  })
}

/** The steps from where the database is, with their SQL and what they would lose. Reads, and changes nothing. */
async function previewMigration(context: MigrationContext, migration: Migration): Promise<MigrationResult> {
  const heads = await readHeads(context.stateTables.version, context.dialect, context.connection)
  const steps = migration.planSteps(heads)
  const prepared = await prepareSteps(steps, context.dialect.name)
  const previews = await previewSteps(context, prepared)
  const losses = migration.direction === 'downgrade' ? await findLosses(context, prepared) : []
  const result = resultOf(steps, heads)
  const withSql = result.steps.map((step, index) => ({ ...step, ...previews[index] }))
  return { ...result, steps: withSql, losses }
}

/** Loads the files of the steps. @throws LimbeckError LB2017 when one of a downgrade has no way back */
async function prepareSteps(steps: readonly RevisionStep[], dialect: string): Promise<readonly PreparedStep[]> {
  const prepared: PreparedStep[] = []
  for (const step of steps) {
    const module = await loadPresentRevision(step.revision, dialect)
    const checksum = revisionChecksum(textOfFile(step.revision), step.revision.file)
    prepared.push({ step, module, checksum })
  }
  checkSteps(prepared)
  return prepared
}

async function writeMigrationScript(
  project: ProjectContext,
  migration: Migration,
  write: (text: string) => void,
  tag: string | null,
): Promise<MigrationResult> {
  const dialect = await projectDialect(project.config)
  const steps = migration.planScript()
  const prepared = await prepareSteps(steps, dialect.name)
  const headsBefore = steps[0]?.headsBefore ?? []
  await writeScript(
    {
      dialect,
      stateTables: stateTablesOf(project.config),
      namingConvention: project.config.namingConvention,
      generation: project.config.generation,
      limbeckVersion,
      tag,
      otherRows: rowsBeside(migration.graph, [...headsBefore, ...steps.map(({ revision }) => revision.id)]),
      settings: runSettingsOf(project.config),
      signal: project.signal,
      write,
      schemaBefore: () => schemaAt(migration.graph, headsBefore, project.config),
    },
    prepared,
  )
  return resultOf(steps, headsBefore)
}

/** Refuses a downgrade over a file without a way back before anything has run. */
function checkSteps(steps: readonly PreparedStep[]): void {
  for (const { step, module } of steps) if (step.direction === 'downgrade') downgradeOf(step.revision, module)
}

function resultOf(steps: readonly RevisionStep[], headsBefore: readonly RevisionId[]): MigrationResult {
  return {
    steps: steps.map(({ direction, revision }) => ({ direction, revision: revision.id, message: revision.message })),
    headsBefore,
    headsAfter: steps.at(-1)?.headsAfter ?? headsBefore,
  }
}
