import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { configIn, usualModelFolders } from '../../config/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { findTemplate } from './templates.ts'

export interface InitResult {
  /** Files that were written, relative to the current folder. */
  readonly created: readonly string[]
  /** Files that were there already and stay as they are. */
  readonly kept: readonly string[]
  /** What to do now, a sentence each. */
  readonly next: readonly string[]
}

/**
 * Sets up a project from a template. Nothing that exists is overwritten.
 *
 * @throws LimbeckError LB1006 when the folder for revisions holds something, LB1001 for an unknown template
 */
export async function initProject(cwd: string, directory: string, templateName: string): Promise<InitResult> {
  const template = await findTemplate(templateName, cwd)
  const migrations = path.resolve(cwd, directory)
  refuseFullFolder(migrations, directory)

  const models = usualModelFolders.find((folder) => existsSync(path.join(cwd, folder)))
  const modelFolder = models ?? (existsSync(path.join(cwd, 'app')) ? 'app/models' : 'src/models')
  const fill = (text: string) =>
    text.replaceAll('{{migrations}}', relative(cwd, migrations)).replaceAll('{{models}}', modelFolder)

  const config = configIn(cwd)
  const files = [
    ...(config === null ? [{ from: 'limbeck.config.ts', to: path.join(cwd, 'limbeck.config.ts') }] : []),
    ...(await filesUnder(template.folder, 'migrations', migrations)),
    ...(models === undefined ? await filesUnder(template.folder, 'models', path.join(cwd, modelFolder)) : []),
  ]
  const created: string[] = []
  for (const { from, to } of files) {
    await mkdir(path.dirname(to), { recursive: true })
    await writeFile(to, fill(await readFile(path.join(template.folder, from), 'utf8')), { flag: 'wx' })
    created.push(relative(cwd, to))
  }
  const all = template.name === 'multidb' ? ' -n main' : ''
  return {
    created,
    kept: config === null ? [] : [relative(cwd, config)],
    next: [
      config === null
        ? 'Look at limbeck.config.ts. `DATABASE_URL` in the environment or in .env chooses the database; without it, it is ./dev.db.'
        : `Set \`migrations: './${relative(cwd, migrations)}'\` in ${relative(cwd, config)}.`,
      `Write your tables into ${modelFolder}/.`,
      `npx limbeck revision${all} --autogenerate -m "Create first tables"`,
      `npx limbeck upgrade${all} head`,
    ],
  }
}

function refuseFullFolder(folder: string, shown: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return
  throw new LimbeckError('LB1006', `Directory ${shown} already exists and is not empty`, {
    hints: [
      'Name another folder: `limbeck init db/migrations`.',
      'If it holds revisions of limbeck already, `limbeck history` shows them.',
    ],
    details: { directory: folder },
  })
}

/** Every file below a folder of the template, with the place it goes to. */
async function filesUnder(
  template: string,
  folder: string,
  target: string,
): Promise<readonly { readonly from: string; readonly to: string }[]> {
  const start = path.join(template, folder)
  if (!existsSync(start)) return []
  const entries = await readdir(start, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(start, path.join(entry.parentPath, entry.name)))
    .sort()
    .map((file) => ({ from: path.join(folder, file), to: path.join(target, file) }))
}

/** With forward slashes, as it goes into files. */
function relative(from: string, to: string): string {
  return path.relative(from, to).replaceAll('\\', '/')
}
