import { LimbeckError, isLimbeckError } from '../../errors/index.ts'
import { searchHint } from '../../revisions/index.ts'
import { type GitRef, type RevisionInGit, findInGit } from './find-in-git.ts'

/** The errors about a revision that no file has; `details.missing` names it. */
const lost: ReadonlySet<string> = new Set(['LB2001', 'LB2005', 'LB2021'])

/**
 * Adds what git knows to an error about a revision that no file has: who made it when, the branch it is on, and how to get
 * there. Any other error comes back as it is, and so does this one when git knows nothing.
 *
 * @param folders absolute, where revision files live
 */
export async function explainLostRevision(
  error: unknown,
  folders: readonly string[],
  signal: AbortSignal | null,
): Promise<unknown> {
  if (!isLimbeckError(error) || !lost.has(error.code)) return error
  const { missing } = error.details
  if (typeof missing !== 'string' || missing.length < 4) return error
  const found = await findInGit(folders, missing, signal)
  if (found === null) return error
  const general = error.hints.indexOf(searchHint(missing))
  const at = general < 0 ? error.hints.length - 1 : general
  return new LimbeckError(error.code, error.message, {
    hints: error.hints.toSpliced(at, general < 0 ? 0 : 1, ...hintsOf(found)),
    details: { ...error.details, git: { ...found, refs: found.refs.map(({ name, kind }) => ({ name, kind })) } },
    cause: error.cause,
  })
}

function hintsOf(found: RevisionInGit): readonly string[] {
  const { id, file, refs, commit } = found
  const added = `added by ${found.author} on ${found.date.slice(0, 10)} in ${commit} ("${found.subject}")`
  const [ref] = refs
  if (ref === undefined) {
    return [
      `git has had it: ${file} with revision ${id}, ${added}. No branch has it any more.`,
      `Bring it back: \`git checkout ${commit} -- ${pathspec(file)}\`.`,
    ]
  }
  if (ref.kind === 'current') {
    return [
      `The branch ${ref.name} has it, the working tree has not: ${file} with revision ${id}, ${added}.`,
      `Bring it back: \`git checkout ${ref.name} -- ${pathspec(file)}\`. If it is there, its folder is missing under \`migrations\` in the configuration.`,
    ]
  }
  const names = refs.slice(0, 3).map((each) => `${each.kind === 'tag' ? 'tag' : 'branch'} ${each.name}`)
  const more = refs.length > names.length ? ' and others' : ''
  return [
    `git has it on ${names.join(', ')}${more}: ${file} with revision ${id}, ${added}.`,
    `Go there: \`${switchTo(ref)}\`. Or bring the file here: \`git checkout ${ref.name} -- ${pathspec(file)}\`.`,
  ]
}

function switchTo({ name, kind }: GitRef): string {
  if (kind === 'tag') return `git switch --detach ${name}`
  // A branch of a remote: git makes the local one.
  return `git switch ${kind === 'remote' ? name.slice(name.indexOf('/') + 1) : name}`
}

/** From the top of the repository, wherever the user stands. */
function pathspec(file: string): string {
  return /^[\w./@+-]+$/.test(file) ? `:/${file}` : `":/${file}"`
}
