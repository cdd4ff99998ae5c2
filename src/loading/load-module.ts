import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { ErrorCode } from '../errors/index.ts'
import { isNativeLimit, worseOf } from './native-limits.ts'
import { explainLoadError } from './explain-load-error.ts'
import { withQuickResolution } from './quick-resolution.ts'
import { withQuietImport } from './quiet-import.ts'
import { type TranspiledImport, openTranspiler } from './transpiled-import.ts'

export interface LoadOptions {
  /** The code of the error when the file cannot be loaded. Default LB1004. */
  readonly code?: ErrorCode
  /** What the file is, for the error: "Model file". Default "File". */
  readonly what?: string
  /** Reads the file again although it was loaded before. What it imports may come from the cache. */
  readonly fresh?: boolean
}

/** The exports of a file by name; the default export is `default`. */
export type LoadedModule = Record<string, unknown>

let reloads = 0

/**
 * Loads one TypeScript or JavaScript file of the user's project, in ESM and in CommonJS projects.
 *
 * Node's own `import()` comes first. What Node alone cannot do (imports without an extension, path aliases of
 * tsconfig.json, enums and decorators, `import` in a CommonJS project, `require` in an ES module) goes through jiti, which
 * is imported only then. An error that the user's own code throws is never retried.
 *
 * @param file absolute path
 * @throws LimbeckError `options.code` when the file cannot be loaded: message, file and line of the error in the user's
 *   code. An error of limbeck thrown inside the file keeps its code.
 */
export async function loadModule(file: string, options: LoadOptions = {}): Promise<LoadedModule> {
  try {
    return await importFile(file, options.fresh === true, (cause) => transpiled(file, options.fresh === true, cause))
  } catch (error) {
    throw await explainLoadError(error, file, options)
  }
}

/**
 * Loads several files that may import one another, in the order given: all of them natively or all of them through jiti,
 * so that a file which two others import is one module and not two.
 *
 * @param files absolute paths
 * @throws LimbeckError as {@link loadModule} does
 */
export async function loadModules(
  files: readonly string[],
  options: LoadOptions = {},
): Promise<readonly LoadedModule[]> {
  const fresh = options.fresh === true
  const limit = new NativeLimit()
  const native: LoadedModule[] = []
  for (const file of files) {
    try {
      native.push(
        await importFile(file, fresh, (cause) => {
          limit.cause = cause
          return Promise.reject(limit)
        }),
      )
    } catch (error) {
      if (error === limit) break
      throw await explainLoadError(error, file, options)
    }
  }
  if (native.length === files.length) return native
  const [first = ''] = files
  const transpiler = await openTranspiler(first, fresh)
  const loaded: LoadedModule[] = []
  for (const file of files) {
    try {
      loaded.push(await transpiledWith(transpiler, file, file === files[native.length] ? limit.cause : undefined))
    } catch (error) {
      throw await explainLoadError(error, file, options)
    }
  }
  return loaded
}

/** Leaves the first, native round of {@link loadModules}. */
class NativeLimit extends Error {
  override cause: unknown
}

async function importFile(
  file: string,
  fresh: boolean,
  otherwise: (cause: unknown) => Promise<LoadedModule>,
): Promise<LoadedModule> {
  const url = pathToFileURL(file)
  if (fresh) {
    reloads += 1
    url.searchParams.set('limbeck', String(reloads))
    // A CommonJS file is cached by its path, whatever the query says.
    delete createRequire(import.meta.url).cache[file]
  }
  try {
    return exportsOf(await withQuietImport(() => withQuickResolution(() => import(url.href))))
  } catch (error) {
    if (!isNativeLimit(error)) throw error
    return otherwise(error)
  }
}

async function transpiled(file: string, fresh: boolean, cause: unknown): Promise<LoadedModule> {
  return transpiledWith(await openTranspiler(file, fresh), file, cause)
}

async function transpiledWith(importWithJiti: TranspiledImport, file: string, cause: unknown): Promise<LoadedModule> {
  try {
    return exportsOf(await withQuietImport(() => importWithJiti(file)))
  } catch (error) {
    throw cause === undefined ? error : worseOf(cause, error)
  }
}

/** The exports by name, the same for ES modules, `module.exports = { … }` and TypeScript compiled to CommonJS. */
function exportsOf(namespace: unknown): LoadedModule {
  if (!isRecord(namespace)) return { default: namespace }
  const exported = { ...namespace }
  const whole = exported['default']
  if (!('module.exports' in exported)) return exported
  delete exported['module.exports']
  // Node finds the names of a CommonJS file by reading, and may miss some; its default export has them all.
  if (!isRecord(whole)) return exported
  return '__esModule' in whole ? { ...whole } : { ...exported, ...whole, default: whole }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
