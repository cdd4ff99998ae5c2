import { glob } from 'node:fs/promises'
import path from 'node:path'
import type { ResolvedConfig } from '../../config/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { filesInFolder } from './files-in-folder.ts'

const notModels = /(?:\.d|[.-](?:test|spec))\.[cm]?[jt]s$/

/**
 * The model files that the configuration's globs match, in alphabetical order.
 *
 * @throws LimbeckError LB6015 when there are none: no models would mean that every table is to be dropped
 */
export async function findModelFiles(config: ResolvedConfig): Promise<readonly string[]> {
  const files = new Set<string>()
  for (const pattern of config.models) {
    const found = filesInFolder(pattern) ?? glob(pattern, { exclude: (name) => path.basename(name) === 'node_modules' })
    for await (const file of found) {
      if (!notModels.test(file)) files.add(path.resolve(config.folder, file))
    }
  }
  if (files.size > 0) return [...files].sort()
  const globs = config.models.map((pattern) => path.relative(config.folder, pattern) || '.')
  const message =
    globs.length === 0
      ? `No models are configured for ${config.folder}.`
      : `No model files match ${globs.map((one) => `'${one}'`).join(', ')} in ${config.folder}.`
  throw new LimbeckError('LB6015', message, {
    hints: [
      "Set `models` in limbeck.config.ts, such as `models: './app/models/*.ts'`; globs are relative to its folder.",
      'Without models, `limbeck revision -m "…"` writes an empty revision to fill in by hand.',
    ],
    details: { models: config.models, folder: config.folder },
  })
}
