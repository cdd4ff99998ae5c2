import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { Databases } from './databases/databases.ts'
import { postgresDatabases } from './databases/postgres-databases.ts'
import { sqliteDatabases } from './databases/sqlite-databases.ts'
import { timeProcess } from './measure/process-timer.ts'
import type { TimedCommand } from './measure/timed-command.ts'
import { writeProject } from './projects/project-folder.ts'
import type { Sizes } from './sizes.ts'

const root = resolve(import.meta.dirname, '..')

/** Everything of the bench that git does not know: peers, and what was made ready for a build. */
export const benchFolder = join(root, '.bench')

/** Where workloads are made ready. What takes long is made once for each build, and copied. */
export interface Stage {
  readonly sizes: Sizes
  readonly sqlite: Databases
  readonly postgres: Databases
  /** A path for a file of this build. */
  path(name: string): string
  /** The built limbeck in a project. */
  limbeck(project: string, url: string, ...args: readonly string[]): TimedCommand
  /** Runs what is not timed, and gives what it printed. */
  run(command: TimedCommand): string
  /** A project of that name. */
  project(name: string, files: () => readonly (readonly [path: string, text: string])[]): Promise<string>
  /** Makes something that stays (`lasting`) for the next run of the bench with the same build, or for this run. */
  once(name: string, lasting: boolean, make: () => void | Promise<void>): Promise<void>
  close(): Promise<void>
}

/** Builds the package and opens the stage for it. `say` hears what is being made ready. */
export function openStage(sizes: Sizes, say: (line: string) => void): Stage {
  execFileSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: ['ignore', 2, 2] })
  const folder = join(benchFolder, buildKey())
  const packageFolder = join(folder, 'package')
  const made = new Set<string>()
  const stage: Stage = {
    sizes,
    sqlite: sqliteDatabases(join(folder, 'databases')),
    postgres: postgresDatabases(),
    path: (name) => join(folder, name),
    limbeck: (project, url, ...args) => ({
      command: process.execPath,
      args: [join(packageFolder, 'bin/limbeck.js'), ...args],
      cwd: project,
      env: { DATABASE_URL: url },
    }),
    run: (command) => timeProcess(command, null).stdout,
    project: async (name, files) => {
      const project = join(folder, 'projects', name)
      await stage.once(`project ${name}`, true, () => {
        rmSync(project, { recursive: true, force: true })
        writeProject(project, packageFolder, files())
      })
      return project
    },
    once: async (name, lasting, make) => {
      const mark = join(folder, 'made', name.replaceAll(/[^a-z0-9]+/gi, '-'))
      if (made.has(name) || (lasting && existsSync(mark))) return
      say(`    making ${name}`)
      await make()
      made.add(name)
      mkdirSync(join(folder, 'made'), { recursive: true })
      if (lasting) writeFileSync(mark, '')
    },
    close: async () => await stage.postgres.stop(),
  }
  if (!existsSync(packageFolder)) copyPackage(packageFolder)
  utimesSync(folder, new Date(), new Date())
  removeOldBuilds()
  return stage
}

/** Says which program this is, and which projects it was made ready for. */
function buildKey(): string {
  const hash = createHash('sha256')
  for (const file of globSync(['dist/**/*.js', 'bin/*', 'bench/projects/*.ts'], { cwd: root }).toSorted())
    hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 12)
}

/** A copy stays as it is when somebody builds while the bench runs. */
function copyPackage(folder: string): void {
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(draft, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(draft, 'node_modules'), 'dir')
  renameSync(draft, folder)
}

/** What was made for a build takes a gigabyte. An hour without use is longer than any run. */
function removeOldBuilds(): void {
  for (const name of readdirSync(benchFolder).filter((each) => each !== 'peers')) {
    const folder = join(benchFolder, name)
    if (Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true })
  }
}
