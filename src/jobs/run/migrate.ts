import { LimbeckError } from '../../errors/index.ts'
import { type MigrationContext, runSteps } from '../../runtime/index.ts'
import type { Revision, RevisionModule } from '../../revisions/index.ts'
import { appliedAt, textOfFile } from './applied-edits.ts'
import { checkSteps } from './check-steps.ts'
import type * as loading from './load-present-revision.ts'
import { type Migration, resultOf } from './migration.ts'
import type { MigrateOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import type { MigrationResult } from '../results.ts'
import { withDatabase } from '../with-database.ts'

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
  // Imported late, as is all that a run with nothing to do can go without.
  if (onSql !== undefined) {
    const { writeMigrationScript } = await import('./write-migration-script.ts')
    return await writeMigrationScript(project, migration, onSql, options.tag ?? null)
  }
  return await withDatabase(project, { create: dryRun !== true }, (opened) => migrateOpened(opened, migration, options))
}

/** As {@link migrate}, on a database that is open already; no script. */
export async function migrateOpened(
  opened: MigrationContext,
  migration: Migration,
  options: Omit<MigrateOptions, 'onSql'>,
): Promise<MigrationResult> {
  const context = {
    ...opened,
    tag: options.tag ?? null,
    command: `${migration.direction} ${migration.target ?? 'head'}`,
  }
  if (options.dryRun === true)
    return await (await import('./preview-migration.ts')).previewMigration(context, migration)
  const files = readOnce(context.dialect.name)
  const { steps, headsBefore } = await runSteps(context, {
    planSteps: migration.planSteps,
    appliedAt: (heads) => appliedAt(migration.graph, heads),
    loadRevision: files.load,
    textOf: files.textOf,
    digestOf: migration.digestOf,
    checkSteps,
    refuseEdited: migration.direction === 'upgrade',
    acceptEdited: options.allowEdited === true,
    resume: options.resume ?? null,
  })
  return resultOf(steps, headsBefore)
}

/** Loads files, and gives the text of the one that was loaded last without reading it again. */
function readOnce(dialect: string) {
  let last: { readonly revision: Revision; readonly text: string } | null = null
  let loader: Promise<typeof loading> | null = null
  return {
    async load(revision: Revision): Promise<RevisionModule> {
      last = { revision, text: textOfFile(revision) }
      loader ??= import('./load-present-revision.ts')
      return await (await loader).loadPresentRevision(revision, dialect, last.text)
    },
    textOf: (revision: Revision) => (last?.revision === revision ? last.text : textOfFile(revision)),
  }
}
