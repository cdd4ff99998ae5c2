import { existsSync } from 'node:fs'
import path from 'node:path'

/** Loads a file of any module kind, types and newer syntax transformed away. */
export type TranspiledImport = (file: string) => Promise<unknown>

/** A loader for the files of one project; `file` is one of them, for tsconfig.json and the cache. */
export async function openTranspiler(file: string, fresh: boolean): Promise<TranspiledImport> {
  const { createJiti } = await import('jiti')
  const jiti = createJiti(file, {
    interopDefault: false,
    tsconfigPaths: true,
    moduleCache: !fresh,
    fsCache: cacheFolder(file) ?? false,
    // One copy in the process, whoever imports it.
    nativeModules: ['limbeck'],
  })
  return (each) => jiti.import(each)
}

/** Inside the project only: a folder for everybody's temporary files is no place for code that will run. */
function cacheFolder(file: string): string | null {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules')
    if (existsSync(modules)) return path.join(modules, '.cache', 'limbeck')
    if (folder === path.dirname(folder)) return null
  }
}
