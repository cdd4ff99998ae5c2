import type { RevisionSource } from './render-revision.ts'

/** The two directions of a `.sql` revision as text: statements, each with its semicolon. */
export interface SqlBody {
  /** The database they are for; null: for all. */
  readonly dialect: string | null
  readonly upgrade: string
  readonly downgrade: string
}

/** Writes the text of a `.sql` revision: `body`, or sections to be filled in by hand. */
export function renderSqlRevision(source: RevisionSource, body: SqlBody | null): string {
  const behind = body?.dialect === undefined || body.dialect === null ? '' : ` ${body.dialect}`
  const irreversible = source.irreversible ?? []
  const losses = source.losses ?? []
  const isMerge = source.downRevisions.length > 1
  const downgrade =
    irreversible.length > 0
      ? [`-- limbeck: irreversible ${irreversible.join('; ').replace(/\s+/g, ' ')}`]
      : [
          `-- limbeck: downgrade${behind}`,
          ...(losses.length === 0
            ? []
            : ['-- What does not come back:', ...losses.map((loss) => comment(`- ${loss}`))]),
          body === null ? comment(isMerge ? 'Nothing to do.' : waysBack) : body.downgrade.trimEnd(),
        ]
  return [
    ...headerLines(source),
    '',
    `-- limbeck: upgrade${behind}`,
    ...(source.notes ?? []).map(comment),
    body === null
      ? comment(isMerge ? 'Nothing to do: this revision joins its parents.' : 'Write the way up here.')
      : body.upgrade.trimEnd(),
    '',
    ...downgrade,
    '',
  ].join('\n')
}

const waysBack =
  'Write the way back here, or `-- limbeck: irreversible REASON` instead of this section when there is none.'

function headerLines(source: RevisionSource): readonly string[] {
  const { id, downRevisions, branchLabels = [], dependsOn = [], createdAt } = source
  const message = source.message.trim() === '' ? 'empty message' : source.message.trim()
  return [
    ...message.split(/\r\n?|\n/).map((line) => comment(plainLine(line))),
    '--',
    `-- Revision: ${id}`,
    `-- Revises:  ${downRevisions.length === 0 ? 'base' : downRevisions.join(', ')}`,
    `-- Created:  ${createdAt}`,
    ...(branchLabels.length === 0 ? [] : [`-- Branch labels: ${branchLabels.join(', ')}`]),
    ...(dependsOn.length === 0 ? [] : [`-- Depends on: ${dependsOn.join(', ')}`]),
  ]
}

/** Text that does not pass for one of the header's own lines, or for a mark. */
function plainLine(text: string): string {
  return text.replace(
    /^\s*(Revision(?: ID)?|Revises|Created?(?: Date)?|Branch[ -]?labels?|Depends[ -]?on|Transaction|Replaces|limbeck|migrate|\+goose)(?=\s*:|\s)/i,
    '“$1”',
  )
}

/** A line comment, whatever the text holds. */
function comment(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n')
}
