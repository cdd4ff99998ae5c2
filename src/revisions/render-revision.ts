import { type Operation, renderOperations } from '../operations/index.ts'
import { type RenderItem, SourceWriter, sourceString } from '../text/index.ts'
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
  /** Comments at the top of the upgrade. */
  readonly notes?: readonly string[]
  readonly upgrade?: readonly Operation[]
  readonly downgrade?: readonly Operation[]
  /** What does not come back on the way down, a sentence each. */
  readonly losses?: readonly string[]
  /** Operations without a way back, with the reason; then the file has `irreversible` in the place of a `downgrade`. */
  readonly irreversible?: readonly string[]
}

/** How a project wants its revision files. */
export interface RenderOptions {
  /** Asked for everything that the project may write in its own words. */
  readonly renderItem?: RenderItem | null
  /** What stands behind `from` for a module that a custom operation or `renderItem` names. */
  readonly importSource?: (module: string) => string
}

/** The parts of a revision file, each ending in a line break. */
export interface RevisionParts {
  /** The comment at the top. */
  readonly header: string
  readonly imports: string
  /** `revision`, `downRevision`, `branchLabels` and `dependsOn`. */
  readonly constants: string
  /** The function, and what stands in it. */
  readonly upgrade: string
  readonly upgradeBody: string
  /** The function, or the constant that says why there is none. */
  readonly downgrade: string
  readonly downgradeBody: string
}

/** Writes the TypeScript source of a revision file. */
export function renderRevision(source: RevisionSource, options: RenderOptions = {}): string {
  const { header, imports, constants: values, upgrade, downgrade } = revisionParts(source, options)
  return [header + imports, values, upgrade, downgrade].join('\n')
}

/** What {@link renderRevision} puts together. */
export function revisionParts(source: RevisionSource, options: RenderOptions = {}): RevisionParts {
  const write = (body: (writer: SourceWriter) => void): SourceWriter => {
    const writer = new SourceWriter(options.renderItem ?? null)
    writer.indented(() => body(writer))
    return writer
  }
  const upgrade = write((writer) => writeUpgrade(source, writer))
  const downgrade = write((writer) => writeDowngrade(source, writer))
  const irreversible = source.irreversible ?? []
  const used = irreversible.length > 0 ? [upgrade] : [upgrade, downgrade]
  const functionOf = (name: string, operations: readonly Operation[] | undefined, body: string) =>
    `export async function ${name}(${parameter(source, operations)}: Operations) {\n${body}}\n`
  return {
    header: headerComment(source),
    imports: importLines(used, options.importSource ?? ((module) => module)),
    constants: constants(source),
    upgrade: functionOf('upgrade', source.upgrade, upgrade.toString()),
    upgradeBody: upgrade.toString(),
    downgrade:
      irreversible.length > 0
        ? noWayBack(irreversible)
        : functionOf('downgrade', source.downgrade, downgrade.toString()),
    downgradeBody: irreversible.length > 0 ? '' : downgrade.toString(),
  }
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

function importLines(writers: readonly SourceWriter[], importSource: (module: string) => string): string {
  const byModule = new Map<string, Set<string>>()
  for (const { module, names } of writers.flatMap((writer) => writer.otherImports)) {
    const from = importSource(module)
    byModule.set(from, new Set([...(byModule.get(from) ?? []), ...names]))
  }
  const own = new Set([...writers.flatMap((writer) => writer.imports), ...(byModule.get('limbeck') ?? [])])
  byModule.delete('limbeck')
  return [
    importLine(['type Operations', ...[...own].sort()], 'limbeck'),
    ...[...byModule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, names]) => importLine([...names].sort(), from)),
  ].join('')
}

function importLine(names: readonly string[], from: string): string {
  const module = sourceString(from)
  const line = `import { ${names.join(', ')} } from ${module}\n`
  return line.length <= 121 ? line : `import {\n${names.map((name) => `  ${name},\n`).join('')}} from ${module}\n`
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
  for (const note of source.notes ?? []) comment(writer, note)
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
  comment(
    writer,
    'limbeck refuses to go back behind this revision. Where you know a way, write `downgrade` in place of this.',
  )
  writer.line(`export const irreversible = ${sourceString(reasons.join('; '))}`)
  return writer.toString()
}

/** A line comment, whatever the text holds. */
function comment(writer: SourceWriter, text: string): void {
  for (const line of text.split(/[\r\n\u2028\u2029]+/)) writer.line(`// ${line}`.trimEnd())
}
