import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Databases } from '../databases/databases.ts'
import { revisionId } from '../projects/revision-file.ts'
import { changedModels, wideModels } from '../projects/wide-models.ts'
import type { Stage } from '../stage.ts'

/** The id of the revision that made all tables. */
export const firstRevision = revisionId(0)

/**
 * A project whose only revision, written by autogenerate, made that many tables; its models have `changes` on top.
 */
export async function wideProject(stage: Stage, tables: number, changes: number): Promise<string> {
  const maker = await stage.project(`wide-${tables}-maker`, () => [['models/all.ts', wideModels(tables)]])
  await stage.once(`the revision of ${tables} tables`, true, async () => {
    await stage.sqlite.create('wide_nothing')
    const words = ['revision', '--autogenerate', '--rev-id', firstRevision, '-m', 'All tables', '--quiet']
    stage.run(stage.limbeck(maker, stage.sqlite.url('wide_nothing'), ...words))
  })
  return await stage.project(`wide-${tables}-${changes}`, () => [
    ['models/all.ts', changes === 0 ? wideModels(tables) : changedModels(tables, changes)],
    ...revisionFiles(maker).map(
      (file) => [`migrations/${file}`, readFileSync(join(maker, 'migrations', file), 'utf8')] as const,
    ),
  ])
}

/** The name of a database with all those tables. */
export async function wideDatabase(stage: Stage, databases: Databases, tables: number): Promise<string> {
  const database = `wide_${tables}`
  const project = await wideProject(stage, tables, 0)
  await stage.once(`${databases.name} ${database}`, databases.lasting, async () => {
    await databases.create(database)
    stage.run(stage.limbeck(project, databases.url(database), 'upgrade', 'head', '--quiet'))
  })
  return database
}

/** Revision files by name. */
export function revisionFiles(project: string): readonly string[] {
  return readdirSync(join(project, 'migrations'))
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
}

/** The files that came after the one that made the tables. */
export function newRevisions(project: string): readonly string[] {
  return revisionFiles(project)
    .filter((name) => !name.includes(firstRevision))
    .map((name) => join(project, 'migrations', name))
}

export function removeNewRevisions(project: string): void {
  for (const file of newRevisions(project)) rmSync(file)
}
