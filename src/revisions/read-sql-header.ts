import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { readHeaderComment } from './header-comment.ts'
import type { Revision } from './revision.ts'

/** What the header of a `.sql` revision says, beyond what every revision has. */
export interface SqlHeader {
  readonly revision: Revision
  readonly transaction: 'none' | null
}

const names = ['Revision', 'Revises', 'Created', 'Branch labels', 'Depends on', 'Transaction', 'Replaces'] as const
type HeaderLine = (typeof names)[number]

/**
 * Whether a `.sql` file in a folder of revisions is one. Other SQL files may lie beside revisions that read them: only what
 * names a revision, or has marks of limbeck's, is one.
 */
export function isSqlRevision(text: string): boolean {
  return /^[ \t]*--[ \t]*(?:Revision(?: ID)?[ \t]*:|limbeck:)/m.test(text)
}

/**
 * Reads a revision from the comment at the top of a `.sql` file.
 *
 * @throws LimbeckError LB2003 when there is none, or one that cannot be understood
 */
export function readSqlHeader(text: string, file: string): Revision {
  return sqlHeaderOf(text, file).revision
}

/** The same for the beginning of a file; null when the header does not end there, or cannot be read. */
export function readSqlHeaderStart(start: string, file: string): Revision | null {
  if (!endsInside(start)) return null
  try {
    return readSqlHeader(start, file)
  } catch (error) {
    if (error instanceof LimbeckError) return null
    throw error
  }
}

/** Whether a whole line stands in a text that is no longer of its header. */
function endsInside(text: string): boolean {
  const lines = linesAtTop(text.slice(0, text.lastIndexOf('\n') + 1))
  while (true) {
    const { done, value } = lines.next()
    if (done === true) return value
  }
}

/** As {@link readSqlHeader}, with what only a run needs. */
export function sqlHeaderOf(text: string, file: string): SqlHeader {
  const lines = [...linesAtTop(text)]
  const values = readLines(lines, file)
  const id = values.get('Revision')
  if (id === undefined || id === '') {
    throw incomplete(`Could not determine revision id from filename ${path.basename(file)}`, file)
  }
  const revises = values.get('Revises')
  if (revises === undefined) throw incomplete(`${path.basename(file)} does not say which revision it follows`, file)
  const transaction = values.get('Transaction')?.toLowerCase() ?? null
  if (transaction !== null && transaction !== 'none') {
    throw incomplete(`${path.basename(file)}: the only transaction that a header can ask for is \`none\``, file)
  }
  const { message, createdAt } = readHeaderComment(lines.map((line) => `//${line}`))
  const replaces = listOf(values.get('Replaces'))
  return {
    transaction,
    revision: {
      id: detached(id),
      downRevisions: /^(?:base|none|null|)$/i.test(revises) ? [] : listOf(revises),
      dependsOn: listOf(values.get('Depends on')),
      branchLabels: listOf(values.get('Branch labels')),
      message: detached(message),
      createdAt,
      file,
      ...(replaces.length === 0 ? {} : { replaces }),
    },
  }
}

/**
 * The comments at the top without their marks, as far as the first section or the first line that is no comment; in the
 * end, whether there is such a line.
 */
function* linesAtTop(text: string): Generator<string, boolean, void> {
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? text.length : end).trim()
    at = end < 0 ? text.length : end + 1
    if (line === '') continue
    if (!line.startsWith('--') || /^--\s*(?:limbeck:|migrate:|\+goose\b)/i.test(line)) return true
    yield line.slice(2)
  }
  return false
}

function readLines(lines: readonly string[], file: string): ReadonlyMap<HeaderLine, string> {
  const values = new Map<HeaderLine, string>()
  for (const line of lines) {
    const found = /^\s*([A-Za-z][A-Za-z -]*?)\s*:(.*)$/.exec(line)
    const written = (found?.[1] ?? '').toLowerCase().replace(/[ -]/g, '')
    const name = names.find((each) => sameName(each, written))
    if (name === undefined) continue
    if (values.has(name)) throw incomplete(`${name} stands twice in the header of ${path.basename(file)}`, file)
    values.set(name, (found?.[2] ?? '').trim())
  }
  return values
}

/** `Branch labels`, `Branch label` and `branch-labels` are one; so are Alembic's `Revision ID` and `Create Date`. */
function sameName(name: HeaderLine, written: string): boolean {
  const plain = name.toLowerCase().replace(' ', '')
  if (name === 'Revision') return written === plain || written === 'revisionid'
  if (name === 'Created') return written === plain || written === 'createdate'
  return written === plain || `${written}s` === plain
}

function listOf(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .map(detached)
}

/** A copy that does not keep the text of the whole file in memory, as a slice of it would. */
function detached(slice: string): string {
  return Buffer.from(slice).toString()
}

function incomplete(message: string, file: string): LimbeckError {
  return new LimbeckError('LB2003', message, {
    hints: [
      'A `.sql` revision begins with comments that say `-- Revision: <id>` and `-- Revises: <id>` (`base` for the first one).',
      `If ${file} is no revision, move it elsewhere or begin its name with \`__\`.`,
    ],
    details: { file },
  })
}
