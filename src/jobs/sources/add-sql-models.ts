import { type ModelCatalog, mergedRights } from '../../models/index.ts'
import { type Catalog, displayName, editCatalog, idOf } from '../../schema/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { findSqlFiles } from './find-sql-files.ts'
import { readScripts, runScripts } from './run-sql-files.ts'
import { modelsScripts } from './models-scripts.ts'
import { takeOver } from './take-over.ts'
import { withScratch } from './with-scratch.ts'

/**
 * The models with what the configuration's SQL files make beside them. The tables of TypeScript models stand in the
 * scratch database too, so that views and triggers in SQL files may name them; of a table that both have, the models'
 * own word counts.
 *
 * @throws LimbeckError LB3016 for a statement that fails, LB6015 when there are no files
 */
export async function addSqlModels(project: ProjectContext, written: ModelCatalog): Promise<ModelCatalog> {
  const { sqlModels, folder } = project.config
  const scripts = await readScripts(await findSqlFiles(sqlModels, folder), folder)
  const made = await withScratch(project, async (scratch) => {
    await runScripts(scratch, [...modelsScripts(scratch, written.catalog), ...scripts])
    return await scratch.read()
  })
  warnOfUnmodelled(project, made)
  const catalog = editCatalog(made)
  for (const object of takeOver(written.catalog, made).objects()) catalog.put(object)
  for (const [key, held] of written.catalog.rights()) {
    const rights = made.rights().get(key)?.rights
    catalog.putRights(rights === undefined ? held : { ...held, rights: mergedRights(rights, held.rights) })
  }
  return { ...written, catalog }
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
