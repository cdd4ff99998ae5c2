import { limbeckVersion, writeScript } from '../../runtime/index.ts'
import { type Migration, resultOf } from './migration.ts'
import { prepareSteps } from './prepare-steps.ts'
import type { ProjectContext } from '../project-context.ts'
import { projectDialect } from '../project-dialect.ts'
import { schemaAt } from '../compare/replay.ts'
import type { MigrationResult } from '../results.ts'
import { rowsBeside } from '../write/rows-beside.ts'
import { runSettingsOf, stateTablesOf } from '../with-database.ts'

/** The SQL of a migration instead of a run. Knows no database. */
export async function writeMigrationScript(
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
