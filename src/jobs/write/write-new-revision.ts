import path from 'node:path'
import type { ResolvedConfig } from '../../config/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import {
  type RevisionGraph,
  type RevisionNode,
  type RevisionSource,
  type SqlBody,
  checkBranchLabel,
  checkRevisionId,
  isoInTimeZone,
  newRevisionId,
  renderSqlRevision,
  revisionFileName,
  writeRevision,
} from '../../revisions/index.ts'
import { afterWrite } from './after-write.ts'
import { readGraph } from '../read-graph.ts'
import { renderSource } from './render-source.ts'
import type { RevisionInfo } from '../results.ts'
import { RevisionDescriber } from '../look/revision-info.ts'

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
  /** Comments at the top of a merge's upgrade. */
  readonly notes?: readonly string[]
  /** What autogenerate found; left out for a file to be filled in by hand. */
  readonly plan?: Pick<RevisionSource, 'upgrade' | 'downgrade' | 'losses' | 'irreversible'>
}

/** @throws LimbeckError for an id or a label that none can be */
export function checkNames({ revisionId, branchLabel }: Pick<NewRevisionDraft, 'revisionId' | 'branchLabel'>): void {
  if (revisionId !== undefined) checkRevisionId(revisionId, null)
  if (branchLabel !== undefined) checkBranchLabel(branchLabel, null)
}

/** What a new revision is going to say. */
export function sourceOfDraft(config: ResolvedConfig, draft: NewRevisionDraft): RevisionSource {
  const { message, parents, plan, branchLabel, revisionId } = draft
  checkNames(draft)
  return {
    id: revisionId ?? newRevisionId(),
    downRevisions: parents.map((parent) => parent.id),
    branchLabels: branchLabel === undefined ? [] : [branchLabel],
    dependsOn: draft.dependsOn ?? [],
    message,
    createdAt: isoInTimeZone(new Date(), config.timezone),
    ...(draft.notes === undefined ? {} : { notes: draft.notes }),
    ...plan,
  }
}

/** The file of a new revision: its place, and its text in the project's own words. */
export function renderDraft(
  config: ResolvedConfig,
  source: RevisionSource,
  draft: Pick<NewRevisionDraft, 'parents' | 'versionPath' | 'format' | 'sql'>,
): NewRevision {
  const format = formatOf(config, draft)
  const name = revisionFileName({
    id: source.id,
    message: source.message,
    createdAt: new Date(source.createdAt),
    template: config.fileTemplate,
    truncateSlugLength: config.truncateSlugLength,
    timezone: config.timezone,
    extension: `.${format}`,
    subfolders: config.recursiveVersionLocations,
  })
  const file = path.join(folderOf(config, draft.parents, draft.versionPath), name)
  const text = format === 'sql' ? renderSqlRevision(source, draft.sql ?? null) : renderSource(config, source, file)
  return { source, file, text }
}

/** What a new revision is written in. */
export function formatOf(config: ResolvedConfig, draft: Pick<NewRevisionDraft, 'format'>): 'ts' | 'sql' {
  return draft.format ?? config.revisionFormat
}

/**
 * Writes the file, runs the hooks for written files on it, and describes it as it now stands in the graph.
 *
 * @throws LimbeckError LB2019 when file or id exist, LB1009 for a hook that fails: then the file stays
 */
export async function writeNewRevision(
  config: ResolvedConfig,
  graph: RevisionGraph,
  revision: NewRevision,
): Promise<RevisionInfo> {
  const { source, file, text } = revision
  await writeRevision(file, source.id, text, graph)
  await afterWrite(config, [file])
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

/** The folder that was asked for, else that of the first parent's file, else the only one. */
function folderOf(config: ResolvedConfig, parents: readonly RevisionNode[], versionPath: string | undefined): string {
  const [first = config.folder] = config.migrations
  if (versionPath !== undefined) {
    const wanted = path.resolve(config.folder, versionPath)
    if (rootOf(config, wanted) !== null) return wanted
    throw new LimbeckError('LB1001', `Path ${versionPath} is not represented in current version locations`, {
      hints: [
        `\`migrations\` in the configuration has ${config.migrations.map((folder) => `\`${folder}\``).join(', ')}.`,
      ],
      details: { versionPath: wanted, migrations: config.migrations },
    })
  }
  const [parent] = parents
  if (parent !== undefined) return rootOf(config, path.dirname(parent.revision.file)) ?? first
  if (config.migrations.length < 2) return first
  throw new LimbeckError('LB1001', 'Multiple version locations present, please specify --version-path', {
    hints: [
      'A revision that follows none begins a line of its own, and nothing says in which folder.',
      `For example: \`--version-path ${path.relative(config.folder, first) || '.'}\`. \`migrations\` in the configuration has ${config.migrations.map((folder) => `\`${folder}\``).join(', ')}.`,
    ],
    details: { migrations: config.migrations },
  })
}

/** The configured folder that a folder is, or where it lies in one that is searched to any depth; else null. */
function rootOf(config: ResolvedConfig, folder: string): string | null {
  const roots = config.migrations.filter(
    (root) => folder === root || (config.recursiveVersionLocations && folder.startsWith(root + path.sep)),
  )
  return roots.sort((a, b) => b.length - a.length)[0] ?? null
}
