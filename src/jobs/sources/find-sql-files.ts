import { statSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { LimbeckError } from '../../errors/index.ts'

/**
 * The SQL files that globs, files and folders name, each once, in the order of their names: `01_types.sql` comes before
 * `02_tables.sql`.
 *
 * @param patterns absolute
 * @throws LimbeckError LB6015 for a pattern that matches no file
 */
export async function findSqlFiles(patterns: readonly string[], folder: string): Promise<readonly string[]> {
  const files = new Set<string>()
  for (const pattern of patterns) {
    const isFolder = statSync(pattern, { throwIfNoEntry: false })?.isDirectory() === true
    const before = files.size
    for await (const file of glob(isFolder ? path.join(pattern, '*.sql') : pattern)) files.add(path.resolve(file))
    if (files.size > before) continue
    if (statSync(pattern, { throwIfNoEntry: false })?.isFile() === true) files.add(path.resolve(pattern))
    else throw noFiles(path.relative(folder, pattern) || '.', folder)
  }
  return [...files].sort()
}

function noFiles(pattern: string, folder: string): LimbeckError {
  return new LimbeckError('LB6015', `No SQL files match '${pattern}' in ${folder}.`, {
    hints: [
      "Name files, a folder or a glob: `models: sql('./schema/*.sql')`; paths are relative to the configuration.",
    ],
    details: { models: [pattern], folder },
  })
}
