import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const packageRoot = dirname(dirname(import.meta.dirname))

/** A project of one test in a folder of its own, in which `import … from 'limbeck'` means this checkout. */
export interface ScratchProject extends Disposable {
  readonly folder: string
  /** The URL of a SQLite file in the folder. */
  readonly sqliteUrl: string
  path(name: string): string
  write(name: string, text: string): string
  /** Writes a revision file; `body` is everything behind the header. */
  revision(id: string, downRevision: string | null | readonly string[], body: string, message?: string): string
}

const publicEntry = (name: string) => pathToFileURL(join(packageRoot, 'src', 'public', `${name}.ts`)).href

export function createScratchProject(files: { readonly [name: string]: string } = {}): ScratchProject {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-project-'))
  const write = (name: string, text: string) => {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return file
  }
  write('package.json', JSON.stringify({ name: 'scratch', type: 'module' }))
  write('limbeck.config.json', JSON.stringify({ models: './models/*.ts' }))
  write(
    'node_modules/limbeck/package.json',
    JSON.stringify({
      name: 'limbeck',
      type: 'module',
      exports: { '.': './index.js', './model': './model.js', './testing': './testing.js' },
    }),
  )
  for (const entry of ['index', 'model', 'testing']) {
    write(`node_modules/limbeck/${entry}.js`, `export * from '${publicEntry(entry)}'\n`)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  let minute = 0
  return {
    folder,
    sqliteUrl: `sqlite:///${join(folder, 'test.db')}`,
    path: (name) => join(folder, name),
    write,
    revision(id, downRevision, body, message = `Revision ${id}`) {
      minute += 1
      const created = `2026-01-01T10:${String(minute).padStart(2, '0')}:00Z`
      const down = typeof downRevision === 'string' ? downRevision : (downRevision ?? []).join(', ')
      const header = `/**\n * ${message}\n *\n * Revision: ${id}\n * Revises: ${down}\n * Created: ${created}\n */`
      const ids = `export const revision = '${id}'\nexport const downRevision = ${JSON.stringify(downRevision)}\n`
      const imports = `import { type Operations, boolean, integer, json, sql, string, text, timestamp, uuid } from 'limbeck'`
      const constants = `export const branchLabels: string[] = []\nexport const dependsOn: string[] = []\n`
      return write(`migrations/${id}.ts`, `${header}\n${imports}\n\n${ids}${constants}\n${body}\n`)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
