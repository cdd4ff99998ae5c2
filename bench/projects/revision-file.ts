/** A revision file to be written. */
export interface RevisionFile {
  /** Its place in the history, from 0; says its name, its time and its id. */
  readonly number: number
  readonly message: string
  readonly downRevisions: readonly string[]
  /** Names from `limbeck` that its code uses. */
  readonly imports: readonly string[]
  /** TypeScript in front of the functions. */
  readonly preamble?: string
  /** Lines of the function, without indentation. */
  readonly upgrade: readonly string[]
  readonly downgrade: readonly string[]
}

/** Twelve hexadecimal digits that look random and are all different. */
export function revisionId(number: number): string {
  return (((number + 1) * 0x9e3779b1) % 2 ** 32).toString(16).padStart(8, '0') + number.toString(16).padStart(4, '0')
}

/** Path of the file in its project, and its text: the same on every run. */
export function revisionFile(file: RevisionFile): readonly [path: string, text: string] {
  const id = revisionId(file.number)
  const moment = new Date(Date.UTC(2020, 0, 1) + file.number * 3_600_000).toISOString().replace(/\.000Z$/, 'Z')
  const day = moment.replace(/[-:TZ]/g, '')
  const name = `${day.slice(0, 8)}_${day.slice(8, 12)}_${id}_change_number_${file.number}.ts`
  return [`migrations/${name}`, revisionText(file, id, moment)]
}

function revisionText(file: RevisionFile, id: string, moment: string): string {
  const { downRevisions } = file
  const list = downRevisions.map((each) => `'${each}'`).join(', ')
  const body = (lines: readonly string[]) => lines.map((line) => `  ${line}\n`).join('')
  return `/**
 * ${file.message}
 *
 * Revision: ${id}
 * Revises:  ${downRevisions.join(', ') || 'base'}
 * Created:  ${moment}
 */
import { ${['type Operations', ...file.imports].join(', ')} } from 'limbeck'

export const revision = '${id}'
export const downRevision = ${downRevisions.length === 0 ? 'null' : downRevisions.length > 1 ? `[${list}]` : list}
export const branchLabels: string[] = []
export const dependsOn: string[] = []
${file.preamble ?? ''}
export async function upgrade(op: Operations) {
${body(file.upgrade)}}

export async function downgrade(op: Operations) {
${body(file.downgrade)}}
`
}
