import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { LimbeckError } from '../../errors/index.ts'
import { similarNames } from '../../text/index.ts'

/**
 * A folder that `limbeck init` copies: `limbeck.config.ts`, and what there is of `migrations/` and `models/`. The first line
 * of its README is its summary.
 */
export interface Template {
  readonly name: string
  /** The first line of its README. */
  readonly summary: string
  /** Absolute. */
  readonly folder: string
}

/** The templates that come with limbeck, by name. */
export async function readTemplates(): Promise<readonly Template[]> {
  return await readTemplatesIn(templatesFolder())
}

/**
 * The templates in a folder of one's own, by name: every folder in it that has a `limbeck.config.ts`.
 *
 * @param folder absolute
 * @throws LimbeckError LB1001 when there is no such folder
 */
export async function readOwnTemplates(folder: string): Promise<readonly Template[]> {
  if (existsSync(folder)) return await readTemplatesIn(folder)
  throw new LimbeckError('LB1001', `Path doesn't exist: ${folder}`, {
    hints: ['Name a folder that holds templates, each a folder with a limbeck.config.ts.'],
    details: { command: 'list-templates', folder },
  })
}

async function readTemplatesIn(root: string): Promise<readonly Template[]> {
  const entries = await readdir(root, { withFileTypes: true })
  const folders = entries
    .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'limbeck.config.ts')))
    .map((entry) => entry.name)
  return Promise.all(folders.sort().map((name) => readTemplate(name, path.join(root, name))))
}

/**
 * A template by name, or the folder of one's own.
 *
 * @throws LimbeckError LB1001 when there is none
 */
export async function findTemplate(name: string, cwd: string): Promise<Template> {
  const known = await readTemplates()
  const found = known.find((template) => template.name === name)
  if (found !== undefined) return found
  const folder = path.resolve(cwd, name)
  if (existsSync(path.join(folder, 'limbeck.config.ts'))) return readTemplate(name, folder)
  const names = known.map((template) => template.name)
  const near = similarNames(name, names)[0]
  throw new LimbeckError('LB1001', `No such template '${name}'`, {
    hints: [
      near === undefined ? `There are ${names.map((one) => `\`${one}\``).join(', ')}.` : `Did you mean \`${near}\`?`,
      'A template of your own is a folder with a limbeck.config.ts: `limbeck init -t path/to/it`.',
    ],
    details: { command: 'init', templates: names },
  })
}

async function readTemplate(name: string, folder: string): Promise<Template> {
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8').catch(() => '')
  return { name, folder, summary: readme.split('\n')[0]?.trim() ?? '' }
}

/** `templates/` in limbeck's own folder, which lies some folders above this file, built or not. */
function templatesFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(path.join(folder, 'templates', 'generic')) && path.dirname(folder) !== folder) {
    folder = path.dirname(folder)
  }
  return path.join(folder, 'templates')
}
