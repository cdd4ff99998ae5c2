import type { ResolvedConfig } from '../../config/index.ts'
import { loadModules } from '../../loading/index.ts'
import { type ModelCatalog, modelsToCatalog } from '../../models/index.ts'
import { createCatalog } from '../../schema/index.ts'
import { findModelFiles } from './find-model-files.ts'
import type { ProjectContext } from '../project-context.ts'

export const noTables = 'The model files export no table.'
export const noTablesHint = "Export what `table('…')` returns: `export const users = table('users', { … })`."

/**
 * Loads the project's models: TypeScript files, and SQL files by way of a scratch database.
 *
 * @throws LimbeckError LB6015 when there are no files, LB6018 when one cannot be loaded, LB3xxx for models that cannot be
 *   meant or SQL that fails
 */
export async function loadModels(project: ProjectContext): Promise<ModelCatalog> {
  const { config } = project
  const isSqlOnly = config.models.length === 0 && config.sqlModels.length > 0
  const written = isSqlOnly ? noModels : await loadModelFiles(config)
  if (config.sqlModels.length === 0) return written
  const { addSqlModels } = await import('../sources/add-sql-models.ts')
  return await addSqlModels(project, written)
}

const noModels: ModelCatalog = { catalog: createCatalog([]), renames: [], origins: new Map() }

async function loadModelFiles(config: ResolvedConfig): Promise<ModelCatalog> {
  const files = await findModelFiles(config)
  const modules = await loadModules(files, { code: 'LB6018', what: 'Model file' })
  return modelsToCatalog(
    files.map((file, index) => ({ file, exports: modules[index] ?? {} })),
    { namingConvention: config.namingConvention, dialect: config.url?.dialect ?? null },
  )
}
