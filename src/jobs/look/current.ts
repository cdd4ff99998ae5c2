import { appliedRevisions, currentRevisions, isUpToDate } from '../../revisions/index.ts'
import { findEditedRevisions, readFinishedChecksums, readHeads } from '../../runtime/index.ts'
import { appliedAt, textOfFile } from '../run/applied-edits.ts'
import type { ProjectContext } from '../project-context.ts'
import { readGraphAndDigests, seeProject } from '../read-graph.ts'
import type { CurrentResult } from '../results.ts'
import { keptResult } from '../kept-result.ts'
import { RevisionDescriber } from './revision-info.ts'
import { withOpenDatabase } from '../with-database.ts'

/** Where the database is: its rows, and heads that have none because another branch depends on them. Creates nothing. */
export async function current(project: ProjectContext): Promise<CurrentResult> {
  const read = keptResult(() => readGraphAndDigests(project.config, seeProject(project.config, project.onEvent)))
  return await withOpenDatabase(project, { create: false, meanwhile: read.work }, async (database) => {
    const { graph, digestOf } = read.result()
    const { dialect, connection, stateTables } = database
    const rows = await readHeads(stateTables.version, dialect, connection)
    const finished = rows.length === 0 ? new Map<string, never>() : await readFinishedChecksums(database)
    const edited = findEditedRevisions(appliedAt(graph, rows), finished, { textOf: textOfFile, digestOf })
    const describer = new RevisionDescriber(graph, rows)
    const applied = appliedRevisions(graph, rows)
    return {
      revisions: describer.describeAll(currentRevisions(graph, rows)),
      pending: describer.describeAll(graph.nodes.filter((node) => !applied.has(node.id))),
      atHeads: isUpToDate(graph, rows),
      databaseUrl: connection.displayUrl,
      editedAfterApplied: edited.map(({ revision }) => revision.id),
    }
  })
}
