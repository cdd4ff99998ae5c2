import type { ModelCatalog } from '../../models/index.ts'
import { planChanges } from '../../plan/index.ts'
import { type Catalog, createCatalog, displayName, editCatalog, idOf } from '../../schema/index.ts'
import { planStatements } from '../plan-statements.ts'
import type { ProjectContext } from '../project-context.ts'
import { findSqlFiles } from './find-sql-files.ts'
import { type Script, readScripts, runScripts } from './run-sql-files.ts'
import { type Scratch, withScratch } from './with-scratch.ts'

/**
 * The models with what the configuration's SQL files make beside them. The tables of TypeScript models stand in the
 * scratch database too, so that views and triggers in SQL files may name them; of an object that both have, the models'
 * own word counts.
 *
 * @throws LimbeckError LB3016 for a statement that fails, LB6015 when there are no files
 */
export async function addSqlModels(project: ProjectContext, written: ModelCatalog): Promise<ModelCatalog> {
  const { sqlModels, folder } = project.config
  const scripts = await readScripts(await findSqlFiles(sqlModels, folder), folder)
  const made = await withScratch(project, async (scratch) => {
    await runScripts(scratch, [...modelsScript(scratch, written.catalog), ...scripts])
    return await scratch.read()
  })
  warnOfUnmodelled(project, made)
  const catalog = editCatalog(made)
  for (const object of written.catalog.objects()) catalog.put(object)
  return { ...written, catalog }
}

/** The statements that make a catalog of models, as a script; none for an empty one. */
export function modelsScript({ dialect }: Scratch, wanted: Catalog): readonly Script[] {
  const empty = createCatalog([])
  const { plan } = planChanges({ found: empty, wanted, dialect })
  if (plan.upgrade.length === 0) return []
  return [{ name: 'the TypeScript models', text: planStatements(dialect, empty, plan.upgrade) }]
}

/** Nothing is silently left out: what SQL files make and limbeck does not compare is said. */
export function warnOfUnmodelled({ onEvent }: Pick<ProjectContext, 'onEvent'>, made: Catalog): void {
  for (const object of made.objects()) {
    if (object.kind !== 'other') continue
    const name = displayName(idOf(object))
    onEvent({
      kind: 'warning',
      message: `The SQL files make the ${object.objectType} '${name}', which limbeck does not compare.`,
      hints: ['Put its statements into a revision by hand: `limbeck revision -m "…"`, then `op.execute(…)`.'],
    })
  }
}
