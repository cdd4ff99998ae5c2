import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { similarNames, sourceString } from '../text/index.ts'
import { readRevisionHeader } from './read-revision-header.ts'
import { type RenderOptions, type RevisionParts, type RevisionSource, revisionParts } from './render-revision.ts'

/** Everything that a revision template can ask for: `{{name}}` in a file, a property in a function. */
export interface RevisionTemplateTokens extends RevisionParts {
  /** The id, without quotes. */
  readonly revision: string
  /** TypeScript: `null`, an id in quotes, or a list of them. */
  readonly downRevision: string
  /** TypeScript: a list. */
  readonly branchLabels: string
  /** TypeScript: a list. */
  readonly dependsOn: string
  /** As text for a comment. */
  readonly message: string
  /** ISO 8601 with zone. */
  readonly createdAt: string
}

/** Text with `{{tokens}}`, or a function that puts the parts together. */
export type RevisionTemplate =
  | string
  | ((tokens: RevisionTemplateTokens & { readonly arguments: { readonly [name: string]: string } }) => string)

/**
 * A revision file as the project's own template makes it. It must hold what the revision is.
 *
 * @param file where it is going to be, for messages
 * @throws LimbeckError LB2033 for a token that does not exist, and when a constant is lost or altered
 */
export function renderWithTemplate(
  template: RevisionTemplate,
  source: RevisionSource,
  file: string,
  options: RenderOptions & { readonly templateArguments?: { readonly [name: string]: string } } = {},
): string {
  const tokens = tokensOf(source, options)
  const own = options.templateArguments ?? {}
  const text = typeof template === 'function' ? template({ ...tokens, arguments: own }) : fill(template, tokens, own)
  checkText(text, source, file)
  return text
}

function tokensOf(source: RevisionSource, options: RenderOptions): RevisionTemplateTokens {
  const { id, downRevisions, branchLabels = [], dependsOn = [], createdAt } = source
  const list = (items: readonly string[]) => `[${items.map(sourceString).join(', ')}]`
  const [only] = downRevisions
  return {
    ...revisionParts(source, options),
    revision: id,
    downRevision: downRevisions.length > 1 ? list(downRevisions) : only === undefined ? 'null' : sourceString(only),
    branchLabels: list(branchLabels),
    dependsOn: list(dependsOn),
    message: source.message.trim().replaceAll('*/', '*\\/'),
    createdAt,
  }
}

/** A token alone on its line takes the line's end along, as the parts bring their own. */
function fill(template: string, tokens: RevisionTemplateTokens, own: { readonly [name: string]: string }): string {
  // The values of the project stand behind limbeck's own names.
  const values: { readonly [name: string]: string } = { ...own, ...tokens }
  const value = (name: string) => {
    if (Object.hasOwn(values, name)) return values[name] ?? ''
    const [near] = similarNames(name, Object.keys(values))
    throw misfit(`The revision template names a token {{${name}}}, which does not exist.`, [
      near === undefined ? `There are ${Object.keys(values).join(', ')}.` : `Did you mean \`{{${near}}}\`?`,
      'Values of your own come from `templateArguments` in the configuration.',
    ])
  }
  // One pass: what a part holds is no template.
  return template.replace(
    /^\{\{\s*(\w+)\s*\}\}(?:\r?\n|$)|\{\{\s*(\w+)\s*\}\}/gm,
    (_token, line: string | undefined, inline: string | undefined) =>
      line === undefined ? value(inline ?? '').replace(/\n$/, '') : value(line).replace(/\n?$/, '\n'),
  )
}

function checkText(text: string, source: RevisionSource, file: string): void {
  const { id } = source
  const shown = path.basename(file)
  if (typeof text !== 'string') throw misfit(`The revision template answered no text for revision ${id}.`, [])
  const read = headerOf(text, file, id)
  const labels = source.branchLabels ?? []
  if (!sameItems(read.branchLabels, labels)) {
    throw misfit(
      `Version ${id} specified branchLabels ${labels.join(', ')}, however the migration file ${shown} does not have them; have you upgraded your revision template to include the 'branchLabels' section?`,
      [hint],
    )
  }
  const wrong =
    read.id !== id
      ? 'revision'
      : !sameItems(read.downRevisions, source.downRevisions)
        ? 'downRevision'
        : !sameItems(read.dependsOn, source.dependsOn ?? [])
          ? 'dependsOn'
          : !/\bupgrade\b/.test(text)
            ? 'upgrade'
            : null
  if (wrong !== null) {
    throw misfit(`The revision template loses or alters '${wrong}' of revision ${id} in ${shown}.`, [hint])
  }
}

function headerOf(text: string, file: string, id: string) {
  try {
    return readRevisionHeader(text, file)
  } catch (cause) {
    throw misfit(
      `What the revision template makes of revision ${id} is not read as a revision: ${cause instanceof Error ? cause.message : String(cause)}`,
      [hint],
      cause,
    )
  }
}

const hint = 'Put `{{constants}}`, `{{upgrade}}` and `{{downgrade}}` into the template.'

function sameItems(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item))
}

function misfit(message: string, hints: readonly string[], cause?: unknown): LimbeckError {
  return new LimbeckError('LB2033', message, { hints, cause })
}
