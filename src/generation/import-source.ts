import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What stands behind `from` in a revision file. A file (a `file:` URL, as `import.meta.url` is, or a path that begins with a
 * dot, from the configuration's folder) is named relative to the revision file, with its ending: so Node finds it without a
 * build. Everything else is a package or an alias and stays as it is.
 *
 * @param revisionFile absolute
 * @param folder of the configuration, absolute
 */
export function importSourceFor(module: string, revisionFile: string, folder: string): string {
  const isFile = module.startsWith('file:')
  if (!isFile && !/^\.{1,2}\//.test(module)) return module
  const target = isFile ? fileURLToPath(new URL(module).href.replace(/[?#].*$/, '')) : path.resolve(folder, module)
  const relative = path.relative(path.dirname(revisionFile), target).replaceAll('\\', '/')
  return relative.startsWith('.') ? relative : `./${relative}`
}
