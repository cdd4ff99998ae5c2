import { randomUUID } from 'node:crypto'
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'

/** A file and what is to stand in it. */
export interface FileChange {
  /** Absolute path; a link is followed. */
  readonly file: string
  readonly before: Buffer
  readonly after: Buffer
}

/**
 * Replaces the contents of files: all of them or none, and each of them whole or not at all. What is new is written beside
 * the files and brought to disk first; when one cannot be replaced, those before it get their old contents back.
 *
 * @param options.onReplaced hears of each file that was replaced
 * @throws LimbeckError LB2032 when a file holds something else than `before`
 */
export async function replaceFiles(
  changes: readonly FileChange[],
  options: { readonly onReplaced?: (file: string) => void } = {},
): Promise<void> {
  const staged: Staged[] = []
  const replaced: Staged[] = []
  try {
    for (const change of changes) staged.push(await stage(change))
    for (const each of staged) await assertUnchanged(each)
    for (const each of staged) {
      await rename(each.draft, each.target)
      replaced.push(each)
      options.onReplaced?.(each.file)
    }
  } catch (error) {
    for (const { target, before } of replaced) {
      const back = await stage({ file: target, before, after: before })
      await rename(back.draft, target)
    }
    throw error
  } finally {
    for (const { draft } of staged) await rm(draft, { force: true })
  }
}

interface Staged extends FileChange {
  /** The file itself, where a link leads to it. */
  readonly target: string
  readonly draft: string
}

async function stage(change: FileChange): Promise<Staged> {
  const target = await realpath(change.file)
  // The dot keeps readers from taking it for a revision.
  const draft = path.join(path.dirname(target), `.${randomUUID()}`)
  const { mode } = await stat(target)
  const handle = await open(draft, 'wx', mode)
  try {
    await handle.writeFile(change.after)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { ...change, target, draft }
}

async function assertUnchanged({ file, target, before }: Staged): Promise<void> {
  if ((await readFile(target)).equals(before)) return
  throw new LimbeckError('LB2032', `The file ${file} was changed meanwhile.`, {
    hints: ['Nothing was written. Run the command again.'],
    details: { file },
  })
}
