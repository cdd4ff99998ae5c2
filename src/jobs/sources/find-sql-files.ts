import { readdirSync, statSync } from 'node:fs'
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
    const found = await filesOf(pattern)
    if (found.length === 0) throw noFiles(path.relative(folder, literalPath(pattern)) || '.', folder)
    for (const file of found) files.add(file)
  }
  return [...files].sort()
}

async function filesOf(pattern: string): Promise<readonly string[]> {
  // Marks that mean something in a glob may stand in the name of a folder.
  for (const place of new Set([pattern, literalPath(pattern)])) {
    const entry = statSync(place, { throwIfNoEntry: false })
    if (entry?.isFile() === true) return [path.resolve(place)]
    if (entry?.isDirectory() !== true) continue
    return readdirSync(place)
      .filter((name) => name.endsWith('.sql'))
      .map((name) => path.resolve(place, name))
  }
  const files: string[] = []
  for await (const file of glob(pattern)) files.push(path.resolve(file))
  return files
}

/** A path as the configuration escapes it for globs, without that. */
function literalPath(pattern: string): string {
  return pattern.replace(/\[([[\]*?])\]/g, '$1')
}

function noFiles(pattern: string, folder: string): LimbeckError {
  return new LimbeckError('LB6015', `No SQL files match '${pattern}' in ${folder}.`, {
    hints: [
      "Name files, a folder or a glob: `models: sql('./schema/*.sql')`; paths are relative to the configuration.",
    ],
    details: { models: [pattern], folder },
  })
}
