import { lstatSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'
import { whileAny } from './while-any.ts'

/** What a specifier without a path means, by folder of the importing file, conditions and specifier. */
const packages = new Map<string, nodeModule.ResolveFnOutput>()
/** The format of files, by folder and extension, where a first file was found at the very path that was asked for. */
const formats = new Map<string, string>()

/**
 * Runs one import with Node's answers remembered: hundreds of revision files of one folder import the same package, and for
 * each of them Node would look through the folders and their package.json again, which is half of what loading them costs.
 * The answers are Node's own. Files that are links, and whatever else is not plain, Node resolves itself.
 */
export const withQuickResolution = whileAny(remember)

function remember(): () => void {
  // Missing in other runtimes that pass for Node.
  if (typeof nodeModule.registerHooks !== 'function') return () => {}
  const hooks = nodeModule.registerHooks({
    resolve: (specifier, context, next) =>
      resolvePackage(specifier, context, next) ?? resolveFile(specifier, context, next) ?? next(specifier, context),
  })
  return () => hooks.deregister()
}

type Resolve = (...all: Parameters<nodeModule.ResolveHookSync>) => ReturnType<nodeModule.ResolveHookSync> | null

/** A package is looked for in the folders above the importing file; so one folder has one answer. */
const resolvePackage: Resolve = (specifier, context, next) => {
  const { parentURL, conditions } = context
  if (!/^[a-z@][^:]*$/i.test(specifier) || parentURL?.startsWith('file:') !== true || !isPlain(context)) return null
  const key = [folderOf(parentURL), ...conditions, specifier].join('\n')
  const known = packages.get(key) ?? { ...next(specifier, context), shortCircuit: true }
  packages.set(key, known)
  return known
}

/** All files of one folder have one package.json, which says what kind of module a file of an extension is. */
const resolveFile: Resolve = (specifier, context, next) => {
  const extension = /^file:\/\/\/.*(\.m?[jt]s)$/.exec(specifier)?.[1]
  if (extension === undefined || !isPlain(context)) return null
  const key = `${folderOf(specifier)}\n${extension}`
  const format = formats.get(key)
  if (format !== undefined && lstatSync(fileURLToPath(specifier), { throwIfNoEntry: false })?.isFile() === true)
    return { url: specifier, format, shortCircuit: true }
  const found = next(specifier, context)
  if (found.url === specifier && typeof found.format === 'string') formats.set(key, found.format)
  return found
}

/** An `import` without attributes. */
function isPlain({ conditions, importAttributes }: nodeModule.ResolveHookContext): boolean {
  return conditions.includes('import') && Object.keys(importAttributes).length === 0
}

function folderOf(url: string): string {
  return url.slice(0, url.lastIndexOf('/'))
}
