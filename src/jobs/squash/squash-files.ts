import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Revision } from '../../revisions/index.ts'

/** The folder in which squashed files are kept; readers leave out what begins with `__`. */
const archiveName = '__squashed'

/** Where a file goes, by its path; null where it is deleted. */
export type Archive = ReadonlyMap<string, string | null>

/** Plans where the old files go: a folder of the squashed revision's id beside each of them. */
export async function planArchive(replaced: readonly Revision[], id: string, deletes: boolean): Promise<Archive> {
  const places = new Map<string, string | null>()
  const folders = new Map<string, string>()
  for (const { file } of replaced) {
    const folder = path.dirname(file)
    if (!folders.has(folder)) folders.set(folder, await freeFolder(path.join(folder, archiveName), id))
    places.set(file, deletes ? null : path.join(folders.get(folder) ?? folder, path.basename(file)))
  }
  return places
}

/** A squashed revision can be squashed again, under the same id. */
async function freeFolder(archive: string, id: string): Promise<string> {
  const taken = new Set(await readdir(archive).catch(() => []))
  let name = id
  for (let count = 2; taken.has(name); count += 1) name = `${id}.${count}`
  return path.join(archive, name)
}

/** Writes text beside a revision file, under a name that no reader takes for a revision. */
export async function writeDraft(folder: string, id: string, text: string): Promise<string> {
  const draft = path.join(folder, `.squash-${id}-${randomUUID()}.ts`)
  await writeFile(draft, text, { flag: 'wx' })
  return draft
}

/**
 * Puts the squashed file into the place of the old ones. Every file is in the archive before the first one goes; the
 * squashed one then replaces the last in one step. From that moment readers leave out what it stands for, so that a run
 * that is broken off leaves nothing but files to delete.
 */
export async function replaceFiles(
  draft: string,
  file: string,
  replaced: readonly Revision[],
  archive: Archive,
): Promise<void> {
  for (const [from, to] of archive) {
    if (to === null) continue
    await mkdir(path.dirname(to), { recursive: true })
    await copyFile(from, to)
  }
  const last = replaced.at(-1)?.file ?? file
  if (path.extname(last) === '.ts') {
    await rename(draft, last)
    if (last !== file) await rename(last, file)
  } else {
    // Two files of one id would not be read at all.
    await rm(last)
    await rename(draft, file)
  }
  for (const { file: old } of replaced) if (old !== file && old !== last) await rm(old, { force: true })
}
