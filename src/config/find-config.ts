import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'

/** The names of a configuration file; the first one in a folder counts. */
const configFileNames = [
  'limbeck.config.ts',
  'limbeck.config.mts',
  'limbeck.config.js',
  'limbeck.config.mjs',
  'limbeck.config.json',
] as const

/**
 * The configuration file that counts: the named one, else that of the environment's `LIMBECK_CONFIG`, else the nearest; null when
 * none is named and there is none.
 *
 * @throws LimbeckError LB1002 when a named one is not there
 */
export function chosenConfig(cwd: string, named: string | undefined): string | null {
  const name = named ?? (process.env['LIMBECK_CONFIG'] || undefined)
  return name === undefined ? findConfig(cwd) : namedConfig(cwd, name)
}

/** The nearest configuration file, in this folder or one above it; null when there is none. */
function findConfig(cwd: string): string | null {
  let folder = path.resolve(cwd)
  for (;;) {
    const found = configIn(folder)
    if (found !== null) return found
    const above = path.dirname(folder)
    if (above === folder) return null
    folder = above
  }
}

/** The configuration file in this very folder. */
export function configIn(folder: string): string | null {
  const name = configFileNames.find((candidate) => existsSync(path.join(folder, candidate)))
  return name === undefined ? null : path.join(folder, name)
}

/**
 * The configuration file that a person named: a file, or a folder that holds one.
 *
 * @throws LimbeckError LB1002 when it is not there
 */
function namedConfig(cwd: string, name: string): string {
  const file = path.resolve(cwd, name)
  const entry = statSync(file, { throwIfNoEntry: false })
  const found = entry?.isDirectory() === true ? configIn(file) : entry === undefined ? null : file
  if (found === null) {
    throw new LimbeckError('LB1002', `There is no configuration file at ${file}.`, {
      hints: ['Run `limbeck init` in the folder of your project to make one.'],
      details: { file },
    })
  }
  return found
}
