import { type Operation, renderOperations } from '../operations/index.ts'
import { SourceWriter, sourceString } from '../text/index.ts'
import type { RevisionId } from './revision.ts'

/** All that a new revision file says. */
export interface RevisionSource {
  readonly id: RevisionId
  readonly downRevisions: readonly RevisionId[]
  readonly branchLabels?: readonly string[]
  readonly dependsOn?: readonly string[]
  readonly message: string
  /** ISO 8601 with zone. */
  readonly createdAt: string
  readonly upgrade?: readonly Operation[]
  readonly downgrade?: readonly Operation[]
  /** What does not come back on the way down, a sentence each. */
  readonly losses?: readonly string[]
  /** Operations without a way back, with the reason; then the file has no `downgrade`. */
  readonly irreversible?: readonly string[]
}

/** Writes the TypeScript source of a revision file. */
export function renderRevision(source: RevisionSource): string {
  const upgrade = new SourceWriter()
  upgrade.indented(() => writeUpgrade(source, upgrade))
  const downgrade = new SourceWriter()
  downgrade.indented(() => writeDowngrade(source, downgrade))
  const irreversible = source.irreversible ?? []
  const back =
    irreversible.length > 0
      ? noWayBack(irreversible)
      : `export async function downgrade(${parameter(source, source.downgrade)}: Operations) {\n${downgrade.toString()}}\n`
  return [
    headerComment(source),
    importLine(new Set([...upgrade.imports, ...(irreversible.length > 0 ? [] : downgrade.imports)])),
    '\n',
    constants(source),
    '\n',
    `export async function upgrade(${parameter(source, source.upgrade)}: Operations) {\n${upgrade.toString()}}\n`,
    '\n',
    back,
  ].join('')
}

/** `_op` in a merge: compilers and linters that refuse unused parameters let it pass. Other files are there to be filled in. */
function parameter(source: RevisionSource, operations: readonly Operation[] = []): string {
  return source.downRevisions.length > 1 && operations.length === 0 ? '_op' : 'op'
}

function headerComment(source: RevisionSource): string {
  const message = source.message.trim() === '' ? 'empty message' : source.message.trim()
  const revises = source.downRevisions.length === 0 ? 'base' : source.downRevisions.join(', ')
  const lines = [
    ...message.split(/\r\n?|\n/).map(inComment),
    '',
    `Revision: ${source.id}`,
    `Revises:  ${revises}`,
    `Created:  ${source.createdAt}`,
  ]
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`
}

/** Text that does not end a comment, and does not pass for one of the header's own lines. */
function inComment(text: string): string {
  return text.replaceAll('*/', '*\\/').replace(/^\s*(Revision|Revises|Created|Create Date)(?=\s*:)/, '“$1”')
}

function importLine(names: ReadonlySet<string>): string {
  const all = ['type Operations', ...[...names].sort()]
  const line = `import { ${all.join(', ')} } from 'limbeck'\n`
  return line.length <= 121 ? line : `import {\n${all.map((name) => `  ${name},\n`).join('')}} from 'limbeck'\n`
}

function constants(source: RevisionSource): string {
  const { id, downRevisions, branchLabels = [], dependsOn = [] } = source
  const [only] = downRevisions
  const down = downRevisions.length > 1 ? listSource(downRevisions) : only === undefined ? 'null' : sourceString(only)
  return [
    `export const revision = ${sourceString(id)}\n`,
    `export const downRevision = ${down}\n`,
    `export const branchLabels: string[] = ${listSource(branchLabels)}\n`,
    `export const dependsOn: string[] = ${listSource(dependsOn)}\n`,
  ].join('')
}

function listSource(items: readonly string[]): string {
  return `[${items.map(sourceString).join(', ')}]`
}

function writeUpgrade(source: RevisionSource, writer: SourceWriter): void {
  const operations = source.upgrade ?? []
  if (operations.length > 0) renderOperations(operations, writer, 'op')
  else if (source.downRevisions.length > 1)
    comment(writer, `Nothing to do: this revision joins ${source.downRevisions.join(' and ')}.`)
  else {
    comment(writer, 'Write the way up here, for example:')
    comment(writer, "await op.execute(`update users set state = 'active' where state is null`)")
  }
}

function writeDowngrade(source: RevisionSource, writer: SourceWriter): void {
  const operations = source.downgrade ?? []
  const losses = source.losses ?? []
  if (losses.length > 0) {
    comment(writer, 'What does not come back:')
    for (const loss of losses) comment(writer, `- ${loss}`)
  }
  if (operations.length > 0) renderOperations(operations, writer, 'op')
  else if (source.downRevisions.length > 1) comment(writer, 'Nothing to do.')
  else if (losses.length === 0) comment(writer, 'Write the way back here, or delete this function when there is none.')
}

function noWayBack(reasons: readonly string[]): string {
  const writer = new SourceWriter()
  comment(writer, 'There is no downgrade, so limbeck refuses to go back behind this revision:')
  for (const reason of reasons) comment(writer, `- ${reason}`)
  return writer.toString()
}

/** A line comment, whatever the text holds. */
function comment(writer: SourceWriter, text: string): void {
  for (const line of text.split(/[\r\n\u2028\u2029]+/)) writer.line(`// ${line}`.trimEnd())
}
