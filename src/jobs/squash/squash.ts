import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { ResolvedConfig } from '../../config/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import {
  type Revision,
  type RevisionGraph,
  type RevisionId,
  buildRevisionGraph,
  readRevisionHeader,
  renderRevision,
  revisionFileName,
} from '../../revisions/index.ts'
import { replacedChecksums, revisionChecksum } from '../../runtime/index.ts'
import { sourceString } from '../../text/index.ts'
import { afterWrite } from '../write/after-write.ts'
import { textOfFile } from '../run/applied-edits.ts'
import { loadPresentRevision } from '../run/load-present-revision.ts'
import type { SquashOptions } from '../project.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import { renderOptions } from '../write/render-source.ts'
import { replayRevisions } from '../compare/replay.ts'
import type { SquashResult } from '../results.ts'
import { RevisionDescriber } from '../look/revision-info.ts'
import { planArchive, replaceFiles, writeDraft } from './squash-files.ts'
import { type RecordedPart, type SquashedOperations, createdAtOnce, oneAfterAnother } from './squash-operations.ts'
import { proveSquash } from './squash-proof.ts'
import { type SquashRange, squashRange } from './squash-range.ts'

/**
 * Puts one revision in the place of several. It has the id of the last one, so that databases there or beyond need nothing,
 * and it is proven on scratch databases that it does the same.
 *
 * @throws LimbeckError LB2024 when no one revision can stand for them, LB2025 for hand-written parts that nobody decided on,
 *   LB2026 when the result is another one. Nothing is written then.
 */
export async function squash(project: ProjectContext, options: SquashOptions): Promise<SquashResult> {
  const { config } = project
  const before = readGraph(config)
  const range = squashRange(before, options.range ?? null)
  const operations = await squashedOperations(project, range, options.handWritten ?? null)
  const revisions = range.nodes.map((node) => node.revision)
  const { end } = range
  const message = options.message ?? `Squash ${revisions.length} revisions`
  const text = textOfSquashed(config, range, operations, message)
  const folder = path.dirname(end.revision.file)
  const name = revisionFileName({
    id: end.id,
    message,
    createdAt: new Date(end.revision.createdAt ?? Date.now()),
    template: config.fileTemplate,
    truncateSlugLength: config.truncateSlugLength,
    timezone: config.timezone,
    subfolders: config.recursiveVersionLocations,
  })
  const file = path.join(folder, path.basename(name))
  const archive = await planArchive(revisions, end.id, options.deleteFiles === true)
  const draft = await writeDraft(folder, end.id, text)
  try {
    const after = graphWith(before, range, readRevisionHeader(text, draft))
    const proof = await proveSquash(project, {
      before,
      after,
      end: end.id,
      reversible: operations.irreversible.length === 0,
      scratchUrl: options.scratchUrl ?? null,
    })
    const dryRun = options.dryRun === true
    if (!dryRun) {
      await replaceFiles(draft, file, revisions, archive)
      await afterWrite(config, [file])
    }
    return {
      revision: dryRun ? null : describe(readGraph(config), end.id),
      file,
      text,
      replaced: revisions.map((revision) => ({
        id: revision.id,
        message: revision.message,
        file: revision.file,
        archivedTo: archive.get(revision.file) ?? null,
      })),
      operations: operations.upgrade.length,
      handWritten: operations.handWritten,
      irreversible: operations.irreversible,
      proof,
    }
  } finally {
    await rm(draft, { force: true })
  }
}

async function squashedOperations(
  project: ProjectContext,
  range: SquashRange,
  handWritten: SquashOptions['handWritten'] | null,
): Promise<SquashedOperations> {
  const isFromBase = range.downRevisions.length + range.dependsOn.length === 0
  if (!isFromBase && handWritten === 'drop') {
    throw new LimbeckError('LB6017', '--drop-sql is for ranges that begin at the base.', {
      hints: [
        'Databases with rows run a revision in the middle, so that everything in it stays, in its order: leave the option out.',
      ],
    })
  }
  const revisions = range.nodes.map((node) => node.revision)
  const parts: RecordedPart[] = []
  for (const replayed of await replayRevisions(revisions, project.config, () => true)) {
    const { transaction } = await loadPresentRevision(replayed.revision, project.config.url?.dialect ?? null)
    parts.push({ ...replayed, transaction })
  }
  return isFromBase ? createdAtOnce(parts, handWritten ?? null) : oneAfterAnother(parts)
}

function textOfSquashed(
  config: ResolvedConfig,
  range: SquashRange,
  operations: SquashedOperations,
  message: string,
): string {
  const { end, nodes, downRevisions, dependsOn, branchLabels } = range
  const { upgrade, downgrade, irreversible } = operations
  const source = renderRevision(
    {
      id: end.id,
      downRevisions,
      dependsOn,
      branchLabels,
      message,
      createdAt: end.revision.createdAt ?? new Date().toISOString(),
      upgrade,
      downgrade,
      irreversible,
    },
    // The new file stands beside the last one that it replaces.
    renderOptions(config, end.revision.file),
  )
  const lastText = textOfFile(end.revision)
  const checksums = [revisionChecksum(lastText, end.revision.file), ...replacedChecksums(lastText)]
  const replaced = nodes.flatMap(({ revision }) => [...(revision.replaces ?? []), revision.id])
  // In front of the constants that every revision has: readers stop behind the last of these.
  const constants = [
    '// Databases that are at one of these must be brought to the last of them with the old files first.',
    listConstant('replaces', [...new Set(replaced)]),
    listConstant('replacedChecksums', checksums),
    ...(operations.withoutTransaction ? ["export const transaction = 'none'"] : []),
  ]
  return source.replace(/^export const branchLabels/m, `${constants.join('\n')}\n$&`)
}

function listConstant(name: string, items: readonly string[]): string {
  const line = `export const ${name}: string[] = [${items.map(sourceString).join(', ')}]`
  if (line.length <= 120) return line
  return `export const ${name}: string[] = [\n${items.map((item) => `  ${sourceString(item)},\n`).join('')}]`
}

function graphWith(before: RevisionGraph, range: SquashRange, squashed: Revision): RevisionGraph {
  const inside = new Set(range.nodes)
  const outside = before.nodes.filter((node) => !inside.has(node)).map((node) => node.revision)
  return buildRevisionGraph([...outside, squashed])
}

function describe(graph: RevisionGraph, id: RevisionId): SquashResult['revision'] {
  const node = graph.byId.get(id)
  return node === undefined ? null : new RevisionDescriber(graph, null).describe(node)
}
