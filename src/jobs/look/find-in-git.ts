import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { isLimbeckError } from '../../errors/index.ts'
import { revisionFileKind } from '../../revisions/index.ts'

/** A revision file that is not in the working tree, as git knows it. */
export interface RevisionInGit {
  readonly id: string
  /** From the top of the repository. */
  readonly file: string
  /** Branches and tags whose newest commit has the file, the most recent first, at most ten; empty when it was deleted. */
  readonly refs: readonly GitRef[]
  /** The commit that added it, abbreviated. */
  readonly commit: string
  readonly author: string
  /** ISO 8601 with zone. */
  readonly date: string
  readonly subject: string
}

export interface GitRef {
  readonly name: string
  /** `current` is the branch that is checked out. */
  readonly kind: 'current' | 'branch' | 'remote' | 'tag'
}

const timeLimitMs = 5_000

/**
 * Asks git which branch, tag or commit has the file of a revision. Null when git does not know it, is not there, or takes
 * longer than five seconds: this only makes an error message better.
 *
 * @param folders absolute, where revision files live; they need not exist
 * @param name an id or its beginning
 */
export async function findInGit(
  folders: readonly string[],
  name: string,
  outer: AbortSignal | null,
): Promise<RevisionInGit | null> {
  const limit = AbortSignal.timeout(timeLimitMs)
  const signal = outer === null ? limit : AbortSignal.any([outer, limit])
  for (const folder of folders) {
    const search: Search = { ...placeOf(folder), name, pattern: patternFor(name), signal }
    const found = (await findOnRefs(search)) ?? (await findInHistory(search))
    if (found !== null) return found
  }
  return null
}

interface Search {
  /** An existing folder, from which git finds its repository. */
  readonly cwd: string
  /** The folder of revisions, seen from there. */
  readonly folder: string
  readonly name: string
  readonly pattern: string
  readonly signal: AbortSignal
}

function placeOf(folder: string): Pick<Search, 'cwd' | 'folder'> {
  let cwd = folder
  while (!existsSync(cwd) && path.dirname(cwd) !== cwd) cwd = path.dirname(cwd)
  return { cwd, folder: path.relative(cwd, folder) || '.' }
}

/**
 * The line that declares an id, for a regular expression of git: `export const revision = '1975ea83b712'`, or
 * `-- Revision: 1975ea83b712` in a `.sql` file.
 */
function patternFor(name: string): string {
  const id = name.replaceAll(/[.[\]{}()*+?^$|\\]/g, '\\$&')
  return `revision[^A-Za-z].*['"\`]${id}|^--[ \t]*Revision( ID)?[ \t]*:[ \t]*${id}`
}

/** Looks into the newest commit of every branch and tag. */
async function findOnRefs(search: Search): Promise<RevisionInGit | null> {
  const refs = await refsOf(search)
  if (refs.length === 0) return null
  const lines = await git(search, [
    'grep',
    '-l',
    '-E',
    '--full-name',
    '-e',
    search.pattern,
    ...refs.map((ref) => ref.full),
    '--',
    search.folder,
  ])
  const found = lines.flatMap((line) => {
    const ref = refs.find(({ full }) => line.startsWith(`${full}:`))
    return ref === undefined ? [] : [{ ref, file: line.slice(ref.full.length + 1) }]
  })
  found.sort((a, b) => refs.indexOf(a.ref) - refs.indexOf(b.ref))
  for (const { ref, file } of found) {
    const id = await idIn(search, ref.full, file)
    if (id === null) continue
    const same = found.filter((other) => other.file === file).map((other) => other.ref)
    const [commit] = await commits(search, ['-1', '--diff-filter=A', ref.full, '--', `:/${file}`])
    if (commit !== undefined) return { id, file, refs: same.slice(0, 10), ...commit }
  }
  return null
}

/** Looks for a file that no branch has any more. */
async function findInHistory(search: Search): Promise<RevisionInGit | null> {
  const added = ['--all', '--diff-filter=A', `-G${search.pattern}`]
  for (const commit of (await commits(search, [...added, '--', search.folder])).slice(0, 20)) {
    const show = ['show', '--format=', '--name-only', '--diff-filter=A', commit.commit, '--', search.folder]
    for (const file of await git(search, show)) {
      const id = await idIn(search, commit.commit, file)
      if (id !== null) return { id, file, refs: [], ...commit }
    }
  }
  return null
}

/** The id that a file of a commit declares, when it is the one that is looked for. */
async function idIn(search: Search, commit: string, file: string): Promise<string | null> {
  const text = (await git(search, ['show', `${commit}:${file}`])).join('\n')
  try {
    const id = revisionFileKind(path.posix.basename(file))?.readHeader(text, file)?.id
    return id?.startsWith(search.name) === true ? id : null
  } catch (error) {
    if (isLimbeckError(error)) return null
    throw error
  }
}

async function refsOf(search: Search): Promise<readonly (GitRef & { readonly full: string })[]> {
  const format = '--format=%(HEAD)%00%(refname)%00%(refname:short)%00%(symref)'
  const every = ['--sort=-committerdate', '--count=200', format, 'refs/heads', 'refs/remotes', 'refs/tags']
  const refs = (await git(search, ['for-each-ref', ...every])).flatMap((line) => {
    const [head, full = '', name = '', symbolic] = line.split('\0')
    if (symbolic !== '') return []
    return [{ full, name, kind: head === '*' ? ('current' as const) : kindOf(full) }]
  })
  const order: readonly GitRef['kind'][] = ['current', 'branch', 'remote', 'tag']
  return refs.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

function kindOf(ref: string): GitRef['kind'] {
  return ref.startsWith('refs/heads/') ? 'branch' : ref.startsWith('refs/remotes/') ? 'remote' : 'tag'
}

type Commit = Pick<RevisionInGit, 'commit' | 'author' | 'date' | 'subject'>

async function commits(search: Search, args: readonly string[]): Promise<readonly Commit[]> {
  const lines = await git(search, ['log', '--format=%h%x00%an%x00%aI%x00%s', ...args])
  return lines.map((line) => {
    const [commit = '', author = '', date = '', subject = ''] = line.split('\0')
    return { commit, author, date, subject }
  })
}

/** The lines that git prints; none when it fails, finds nothing or is not installed. */
async function git(search: Search, args: readonly string[]): Promise<readonly string[]> {
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      ['--no-optional-locks', '-c', 'core.quotePath=false', ...args],
      { cwd: search.cwd, signal: search.signal, maxBuffer: 16 * 1024 * 1024, windowsHide: true },
    )
    return stdout.split('\n').filter((line) => line !== '')
  } catch {
    return []
  }
}
