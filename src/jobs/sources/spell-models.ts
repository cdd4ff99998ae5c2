import { leaveAlone } from '../../diff/index.ts'
import type { Connection, Dialect } from '../../dialects/index.ts'
import { type Catalog, editCatalog, idOf } from '../../schema/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { modelsScripts } from './models-scripts.ts'
import { runScripts } from './run-sql-files.ts'
import { sameInDatabase } from './same-definition.ts'
import { takeOver } from './take-over.ts'
import { withScratch } from './with-scratch.ts'

/**
 * The models in the spelling of the database. A server that rewrites the definitions of views and functions is asked only
 * where one differs from what was found: then the models are built on a scratch database and read back.
 *
 * @throws LimbeckError LB3016 for a definition that fails, LB4110 for an expression that does
 */
export async function spellModels(
  project: ProjectContext,
  models: Catalog,
  found: Catalog,
  { dialect, connection }: { readonly dialect: Dialect; readonly connection: Connection },
): Promise<Catalog> {
  const { config } = project
  // What SQL files make is in the server's own spelling.
  if (config.models.length === 0) return leaveAlone(found, models, config)
  const spelled = await spellObjects(project, dialect, models, found)
  return await dialect.canonicalize(leaveAlone(found, spelled, config), found, connection)
}

async function spellObjects(
  project: ProjectContext,
  dialect: Dialect,
  models: Catalog,
  found: Catalog,
): Promise<Catalog> {
  // With SQL files, everything has been built and read back.
  if (dialect.rewritesDefinitions !== true || project.config.sqlModels.length > 0) return models
  const draft = editCatalog(models)
  let differs = false
  for (const object of models.looseObjects()) {
    if (object.kind !== 'defined') continue
    const same = sameInDatabase(object, found)
    if (same === undefined) differs = true
    else {
      draft.remove(idOf(object))
      draft.put(same)
    }
  }
  if (!differs) return draft
  return await withScratch(project, async (scratch) => {
    await runScripts(scratch, modelsScripts(scratch, models))
    return takeOver(models, await scratch.read())
  })
}
