import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Writes a project into a folder: `limbeck.config.json` with folders for models and revisions, the built package in its
 * `node_modules`, and the given files.
 *
 * @param packageFolder of the built package; `pg` is beside it
 */
export function writeProject(
  folder: string,
  packageFolder: string,
  files: { readonly [path: string]: string } | readonly (readonly [path: string, text: string])[],
): void {
  mkdirSync(join(folder, 'migrations'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(packageFolder, join(folder, 'node_modules/limbeck'), 'dir')
  symlinkSync(join(packageFolder, 'node_modules/pg'), join(folder, 'node_modules/pg'), 'dir')
  const own = {
    'package.json': '{ "type": "module" }\n',
    'limbeck.config.json': '{ "models": "./models/*.ts", "migrations": "./migrations" }\n',
    // For making states ready: thousands of commits are not what is timed there.
    'one-transaction.config.json':
      '{ "models": "./models/*.ts", "migrations": "./migrations", "transaction": "perRun" }\n',
  }
  for (const [path, text] of [...Object.entries(own), ...(Array.isArray(files) ? files : Object.entries(files))]) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
