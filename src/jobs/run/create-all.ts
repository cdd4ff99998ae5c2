import { LimbeckError } from '../../errors/index.ts'
import { runOperations, stampHeads } from '../../runtime/index.ts'
import { compareWithModels, operationInfos, planComparison } from '../compare/compare-with-models.ts'
import type { ProjectContext } from '../project-context.ts'
import type { DifferenceResult } from '../results.ts'
import { withDatabase } from '../with-database.ts'

/**
 * Builds an empty database from the models and stamps it with the heads.
 *
 * @throws LimbeckError LB6021 when the database has tables
 */
export async function createAll(
  project: ProjectContext,
): Promise<DifferenceResult & { readonly headsAfter: readonly string[] }> {
  const comparison = await compareWithModels(project, { atHeads: false })
  const tables = [...comparison.found.tables()]
  if (tables.length > 0) throw notEmpty(tables.length)
  const { plan, unmodelled } = planComparison(comparison)
  const heads = comparison.graph.realHeads.map((head) => head.id)
  await withDatabase(project, { create: true }, async (context) => {
    await runOperations(context, async (op) => {
      for (const operation of plan.upgrade) await op.run(operation)
    })
    await stampHeads(context, { headsAfter: () => heads })
  })
  return { operations: operationInfos(plan.upgrade), unmodelled, headsAfter: heads }
}

function notEmpty(tables: number): LimbeckError {
  const count = tables === 1 ? '1 table' : `${tables} tables`
  return new LimbeckError('LB6021', `The database has ${count} already; createAll builds an empty one.`, {
    hints: ['Run `limbeck upgrade head` to bring a database with tables to the newest revision.'],
    details: { tables },
  })
}
