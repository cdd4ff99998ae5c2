import { type Revision, type RevisionModule, loadRevision } from '../../revisions/index.ts'
import { textOfFile } from './applied-edits.ts'

/** The text of each file when it was first loaded: Node keeps that module for as long as the process lives. */
const firstLoaded = new Map<string, string>()

/**
 * Loads a revision's file as it is now, also when this process ran an older text of it.
 *
 * @param dialect the name of the database it is for; null where none is at hand
 * @param present the text of the file as it is now
 */
export async function loadPresentRevision(
  revision: Revision,
  dialect: string | null = null,
  present = textOfFile(revision),
): Promise<RevisionModule> {
  const first = firstLoaded.get(revision.file) ?? present
  firstLoaded.set(revision.file, first)
  return await loadRevision(revision, { fresh: first !== present, dialect })
}
