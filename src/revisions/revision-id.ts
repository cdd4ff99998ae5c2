import { randomBytes } from 'node:crypto'
import { LimbeckError } from '../errors/index.ts'

/** Words of the command line that name revisions by themselves. */
const reserved: readonly string[] = ['base', 'current', 'head', 'heads']

/** As long as the column of the version table. */
const maxLength = 128

/** A new id: 12 hexadecimal digits. */
export function newRevisionId(): string {
  return randomBytes(6).toString('hex')
}

/**
 * Refuses ids that could not be told from arithmetic (`abc+1`), branches (`label@head`) and ranges (`a:b`).
 *
 * @param file the file that has the id, or null for one that a user typed
 * @throws LimbeckError LB2008
 */
export function checkRevisionId(id: string, file: string | null): void {
  checkName('revision identifier', id, /[@+:\-\s,;'"`\\/\p{Cc}]/gu, file)
}

/**
 * Refuses branch labels that could not be told from other revision arguments. A `-` is fine: `feature-1@head`.
 *
 * @throws LimbeckError LB2008
 */
export function checkBranchLabel(label: string, file: string | null): void {
  checkName('branch label', label, /[@+:\s,;'"`\\\p{Cc}]/gu, file)
}

function checkName(what: string, name: string, illegal: RegExp, file: string | null): void {
  // Thousands of ids are checked at every start, and nearly all are made of these.
  if (/^\w{6,64}$/.test(name) && !reserved.includes(name)) return
  const found = [...new Set(name.match(illegal))].sort()
  const problem =
    found.length > 0
      ? `Character(s) '${found.join(', ')}' not allowed in ${what} '${name}'`
      : name === ''
        ? `An empty ${what} is not allowed`
        : reserved.includes(name)
          ? `The ${what} '${name}' is a word of the command line`
          : name.length > maxLength
            ? `The ${what} '${name.slice(0, 20)}…' is longer than ${maxLength} characters`
            : null
  if (problem === null) return
  throw new LimbeckError('LB2008', problem, {
    hints: [
      what === 'branch label'
        ? 'Use letters, digits, `_`, `-` and `.`.'
        : 'Use letters, digits, `_` and `.`, or leave it out and get a random one.',
      ...(file === null ? [] : [`It stands in ${file}.`]),
    ],
    details: { name, characters: found, ...(file === null ? {} : { file }) },
  })
}
