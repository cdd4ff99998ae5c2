import { constants } from 'node:fs'
import { copyFile, link, mkdir, rm, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import type { RevisionGraph } from './revision-node.ts'

/**
 * Writes a new revision file: whole or not at all, and never over another one. The folder is made when it is missing.
 *
 * @param file absolute path
 * @param graph the revisions that are there, to refuse an id that is taken
 * @throws LimbeckError LB2019 when the file or the id exists
 */
export async function writeRevision(file: string, id: string, source: string, graph: RevisionGraph): Promise<void> {
  const other = graph.byId.get(id) ?? graph.byLabel.get(id)
  if (other !== undefined) {
    throw new LimbeckError('LB2019', `Revision ${id} exists already`, {
      hints: [`It is ${other.revision.file}.`, 'Leave `--rev-id` out to get a new id.'],
      details: { revision: id, file: other.revision.file },
    })
  }
  await mkdir(path.dirname(file), { recursive: true })
  // The dot keeps readers from taking it for a revision. The file's own name may be as long as the system allows already.
  const draft = path.join(path.dirname(file), `.limbeck-${randomUUID()}`)
  try {
    await writeFile(draft, source, { flag: 'wx' })
    await publish(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    throw new LimbeckError('LB2019', `The file ${file} exists already`, {
      hints: ['Give the revision another message or another id.'],
      details: { revision: id, file },
      cause: error,
    })
  } finally {
    await rm(draft, { force: true })
  }
}

/** Gives a finished file its name. Unlike a rename, a link does not replace what is there. */
async function publish(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw error
    // Some file systems have no links.
    await copyFile(draft, file, constants.COPYFILE_EXCL)
  }
}
