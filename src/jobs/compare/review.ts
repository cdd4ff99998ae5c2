import { readFileSync } from 'node:fs'
import { dialectFor } from '../../dialects/by-url.ts'
import { type RecordedRevision, type ReviewOptions, type Severity, failsReview, runReview } from '../../review/index.ts'
import { findRevisions, isRange, revisionsInRange } from '../../revisions/index.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraph } from '../read-graph.ts'
import { type ReplayedRevision, replayRevisions } from './replay.ts'
import type { ReviewResult } from '../results.ts'

/** Looks through revisions without a database: all of them, those of a range, or the one that is named. */
export async function review(
  project: ProjectContext,
  options: { readonly range?: string } = {},
): Promise<ReviewResult & { readonly failed: boolean; readonly failOn: Severity | 'never' }> {
  const graph = readGraph(project.config, project.onEvent)
  const { range } = options
  const nodes =
    range !== undefined && !isRange(range)
      ? findRevisions(graph, range, null, 'review')
      : revisionsInRange(graph, range ?? null, null, 'review')
  const wanted = new Set(nodes.map((node) => node.id))
  const last = graph.nodes.findLastIndex((node) => wanted.has(node.id))
  const upTo = graph.nodes.slice(0, last + 1).map((node) => node.revision)
  const replayed = await replayRevisions(upTo, project.config, (revision) => wanted.has(revision.id))
  const findings = runReview(replayed.map(recordedRevision), await reviewOptions(project))
  const { failOn } = project.config.review
  return {
    findings,
    revisions: replayed.map(({ revision }) => revision.id),
    failed: failsReview(findings, failOn),
    failOn,
  }
}

/**
 * What the rules need besides the revisions. A cast that loses or refuses values on PostgreSQL counts as such wherever the
 * review runs: SQLite keeps what does not fit its type, but the same revision runs in production, too.
 */
export async function reviewOptions({ config }: ProjectContext): Promise<ReviewOptions> {
  const strict = await dialectFor({ dialect: 'postgresql', display: '' })
  const own = config.url === null ? strict : await dialectFor(config.url)
  return {
    rules: config.review.rules,
    castSafety: (from, to) => {
      const here = own.types.castSafety(from, to)
      const there = strict.types.castSafety(from, to)
      if (there === 'lossy') return 'lossy'
      // What needs a person on PostgreSQL may well convert here.
      return here === 'safe' && there !== 'safe' ? 'checked' : here
    },
  }
}

function recordedRevision({ revision, upgrade, downgrade, before }: ReplayedRevision): RecordedRevision {
  const { id, downRevisions, message, file } = revision
  return { id, downRevisions, message, file, text: readFileSync(file, 'utf8'), upgrade, downgrade, before }
}
