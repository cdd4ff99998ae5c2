import { type MigrationContext, findLosses, previewSteps, readHeads } from '../../runtime/index.ts'
import { type Migration, resultOf } from './migration.ts'
import { prepareSteps } from './prepare-steps.ts'
import type { MigrationResult } from '../results.ts'

/** The steps from where the database is, with their SQL and what they would lose. Reads, and changes nothing. */
export async function previewMigration(context: MigrationContext, migration: Migration): Promise<MigrationResult> {
  const heads = await readHeads(context.stateTables.version, context.dialect, context.connection)
  const steps = migration.planSteps(heads)
  const prepared = await prepareSteps(steps, context.dialect.name)
  const previews = await previewSteps(context, prepared)
  const losses = migration.direction === 'downgrade' ? await findLosses(context, prepared) : []
  const result = resultOf(steps, heads)
  const withSql = result.steps.map((step, index) => ({ ...step, ...previews[index] }))
  return { ...result, steps: withSql, losses }
}
