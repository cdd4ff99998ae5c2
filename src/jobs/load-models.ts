import { loadModules } from '../loading/index.ts'
import { type ModelCatalog, modelsToCatalog } from '../models/index.ts'
import type { ResolvedConfig } from '../config/index.ts'
import { findModelFiles } from './find-model-files.ts'

export const noTables = 'The model files export no table.'
export const noTablesHint = "Export what `table('…')` returns: `export const users = table('users', { … })`."

/**
 * Loads the project's models.
 *
 * @throws LimbeckError LB6015 when there are no files, LB6018 when one cannot be loaded, LB3xxx for models that cannot be meant
 */
export async function loadModels(config: ResolvedConfig): Promise<ModelCatalog> {
  const files = await findModelFiles(config)
  const modules = await loadModules(files, { code: 'LB6018', what: 'Model file' })
  return modelsToCatalog(
    files.map((file, index) => ({ file, exports: modules[index] ?? {} })),
    { namingConvention: config.namingConvention },
  )
}
