import path from 'node:path'
import type { ResolvedConfig } from '../config/index.ts'
import { LimbeckError } from '../errors/index.ts'
import {
  type RevisionGraph,
  type RevisionNode,
  type RevisionSource,
  type SqlBody,
  checkBranchLabel,
  checkRevisionId,
  isoInTimeZone,
  newRevisionId,
  renderRevision,
  renderSqlRevision,
  revisionFileName,
  writeRevision,
} from '../revisions/index.ts'
import { readGraph } from './read-graph.ts'
import type { RevisionInfo } from './results.ts'
import { RevisionDescriber } from './revision-info.ts'

/** A revision as it is going to be written. */
export interface NewRevision {
  readonly source: RevisionSource
  /** Absolute path. */
  readonly file: string
  readonly text: string
}

export interface NewRevisionDraft {
  readonly message: string
  readonly parents: readonly RevisionNode[]
  readonly dependsOn?: readonly string[]
  readonly branchLabel?: string | undefined
  readonly revisionId?: string | undefined
  readonly versionPath?: string | undefined
  /** Default: the configuration's `revisionFormat`. */
  readonly format?: 'ts' | 'sql' | undefined
  /** The statements of `plan`, for a `.sql` file. */
  readonly sql?: SqlBody
  /** What autogenerate found; left out for a file to be filled in by hand. */
  readonly plan?: Pick<RevisionSource, 'upgrade' | 'downgrade' | 'losses' | 'irreversible'>
}

/**
 * Works out id, folder, file name and source of a new revision.
 *
 * @throws LimbeckError LB2008 for an id or label that is not allowed, LB1001 for a folder that is not configured
 */
export function draftRevision(config: ResolvedConfig, draft: NewRevisionDraft): NewRevision {
  const { message, parents, plan, branchLabel } = draft
  const format = formatOf(config, draft)
  const id = draft.revisionId ?? newRevisionId()
  checkRevisionId(id, null)
  if (branchLabel !== undefined) checkBranchLabel(branchLabel, null)
  const now = new Date()
  const source: RevisionSource = {
    id,
    downRevisions: parents.map((parent) => parent.id),
    branchLabels: branchLabel === undefined ? [] : [branchLabel],
    dependsOn: draft.dependsOn ?? [],
    message,
    createdAt: isoInTimeZone(now, config.timezone),
    ...plan,
  }
  const name = revisionFileName({
    id,
    message,
    createdAt: now,
    template: config.fileTemplate,
    truncateSlugLength: config.truncateSlugLength,
    timezone: config.timezone,
    extension: `.${format}`,
  })
  const text = format === 'sql' ? renderSqlRevision(source, draft.sql ?? null) : renderRevision(source)
  return { source, file: path.join(folderOf(config, parents, draft.versionPath), name), text }
}

/** What a new revision is written in. */
export function formatOf(config: ResolvedConfig, draft: Pick<NewRevisionDraft, 'format'>): 'ts' | 'sql' {
  return draft.format ?? config.revisionFormat
}

/** Writes the file and describes it as it now stands in the graph. */
export async function writeNewRevision(
  config: ResolvedConfig,
  graph: RevisionGraph,
  revision: NewRevision,
): Promise<RevisionInfo> {
  const { source, file, text } = revision
  await writeRevision(file, source.id, text, graph)
  const after = readGraph(config)
  const node = after.byId.get(source.id)
  if (node === undefined) {
    throw new LimbeckError('LB1003', `The new file ${file} is not read as a revision.`, {
      hints: ['Set `fileTemplate` in the configuration to one whose names are revision files, such as the default.'],
      details: { file },
    })
  }
  return new RevisionDescriber(after, null).describe(node)
}

/** The folder that was asked for, else that of the first parent's file, else the first one. */
function folderOf(config: ResolvedConfig, parents: readonly RevisionNode[], versionPath: string | undefined): string {
  const [first = config.folder] = config.migrations
  if (versionPath !== undefined) {
    const wanted = path.resolve(config.folder, versionPath)
    if (config.migrations.includes(wanted)) return wanted
    throw new LimbeckError('LB1001', `Path ${versionPath} is not represented in current version locations`, {
      hints: [
        `\`migrations\` in the configuration has ${config.migrations.map((folder) => `\`${folder}\``).join(', ')}.`,
      ],
      details: { versionPath: wanted, migrations: config.migrations },
    })
  }
  const [parent] = parents
  const beside = parent === undefined ? null : path.dirname(parent.revision.file)
  return beside !== null && config.migrations.includes(beside) ? beside : first
}
