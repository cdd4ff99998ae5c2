import type { Command } from '../command.ts'
import { defined } from '../defined.ts'
import type { GlobalOptions } from '../global-options.ts'
import { parseArguments } from '../parse-arguments.ts'
import { type Candidate, type Expected, expectedAfter } from './expected.ts'

/** A menu of more is no help; a letter or two make it short. */
const mostCandidates = 200

/**
 * The lines that a shell's completion reads: a candidate, a tab, what it means. Nothing where anything may stand, so that
 * the shell offers files; and nothing where the project cannot be read, because a prompt is no place for errors.
 *
 * @param words behind the program's name; the last one is being typed and may be empty
 */
export async function complete(
  words: readonly string[],
  commands: readonly Command[],
  cwd: string,
): Promise<readonly string[]> {
  const expected = expectedAfter(words, commands)
  if (expected.kind === 'anything') return []
  const typed = (words.at(-1) ?? '').slice(expected.prefix.length)
  // Of `aaaa:bb` only what stands behind the colon is still open.
  const done = expected.kind === 'ranges' ? typed.slice(0, typed.indexOf(':') + 1) : ''
  const candidates = await candidatesOf(expected, globalsOf(words.slice(0, -1), commands), cwd)
  return candidates
    .filter(({ value }) => value.startsWith(typed.slice(done.length)))
    .slice(0, mostCandidates)
    .map(({ value, summary }) => `${expected.prefix}${done}${value}\t${summary.replaceAll(/\s+/g, ' ')}`)
}

async function candidatesOf(
  expected: Exclude<Expected, { kind: 'anything' }>,
  globals: Partial<GlobalOptions>,
  cwd: string,
): Promise<readonly Candidate[]> {
  if (expected.kind === 'candidates') return expected.candidates
  try {
    if (expected.kind === 'templates') {
      const { readTemplates } = await import('../init/templates.ts')
      return (await readTemplates()).map(({ name, summary }) => ({ value: name, summary }))
    }
    if (expected.kind === 'databases') {
      const { listDatabaseNames } = await import('../../config/index.ts')
      const names = await listDatabaseNames({ cwd, config: globals.config })
      return [...names.map((value) => ({ value, summary: '' })), { value: 'all', summary: 'every one in turn' }]
    }
    return await revisionCandidates(globals, cwd)
  } catch {
    return []
  }
}

/** Symbols, branch labels, and ids with their messages, newest first. No database is asked. */
async function revisionCandidates(
  { config, name, url }: Partial<GlobalOptions>,
  cwd: string,
): Promise<readonly Candidate[]> {
  const { openProject } = await import('../../jobs/index.ts')
  const project = await openProject({ cwd, ...defined({ config, name, url }) })
  const { revisions } = await project.history()
  const labels = [...new Set(revisions.flatMap((revision) => revision.branchLabels))]
  return [
    { value: 'head', summary: 'the newest revision' },
    { value: 'heads', summary: 'the newest of every branch' },
    { value: 'base', summary: 'before the first revision' },
    { value: 'current', summary: 'where the database is' },
    ...labels.map((label) => ({ value: `${label}@head`, summary: `the newest of branch ${label}` })),
    ...revisions.map(({ id, message }) => ({ value: id, summary: message.split('\n')[0] ?? '' })),
  ]
}

/** The global options in front of the cursor, as far as they are complete. */
function globalsOf(words: readonly string[], commands: readonly Command[]): Partial<GlobalOptions> {
  for (const given of [words, words.slice(0, -1)]) {
    try {
      // With --help no argument is required.
      return parseArguments(['--help', ...given], commands).globals
    } catch {
      continue
    }
  }
  return {}
}
