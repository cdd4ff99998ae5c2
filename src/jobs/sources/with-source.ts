import type { Connection, Dialect } from '../../dialects/index.ts'
import { assertNever, isLimbeckError } from '../../errors/index.ts'
import { ancestorsOf, findRevisions, inOrder } from '../../revisions/index.ts'
import { introspect } from '../../runtime/index.ts'
import { type Catalog, type DeclaredRename, createCatalog } from '../../schema/index.ts'
import { KeptConnection } from '../kept-connection.ts'
import { loadModels } from '../compare/load-models.ts'
import type { ProjectContext } from '../project-context.ts'
import { projectDialect } from '../project-dialect.ts'
import { readGraph } from '../read-graph.ts'
import { replayedSchema } from '../compare/replay.ts'
import { upgrade } from '../run/upgrade.ts'
import { withDatabase } from '../with-database.ts'
import { warnOfUnmodelled } from './add-sql-models.ts'
import type { Source } from './classify-source.ts'
import { findSqlFiles } from './find-sql-files.ts'
import { modelsScripts } from './models-scripts.ts'
import { readScripts, runScripts } from './run-sql-files.ts'
import { withScratch, withScratchDatabase } from './with-scratch.ts'

/** The schema of a source, with a connection on which its dialect can be asked. */
export interface ReadSource {
  readonly dialect: Dialect
  readonly catalog: Catalog
  /** Null: there is none, and the catalog says what files say. */
  readonly connection: Connection | null
  readonly renames: readonly DeclaredRename[]
  /** Whether it speaks for objects of every type, or only for those that it has. */
  readonly saysAll: boolean
  /** Expressions are as a person wrote them. */
  readonly isWritten: boolean
  /** For people. */
  readonly label: string
}

/**
 * Reads a source; what it needs is open until `work` has ended.
 *
 * @throws LimbeckError for files, databases and revisions that cannot be read
 */
export async function withSource<Result>(
  project: ProjectContext,
  source: Source,
  work: (read: ReadSource) => Promise<Result>,
): Promise<Result> {
  const read = { renames: [], saysAll: true, isWritten: false }
  switch (source.kind) {
    case 'models': {
      const { catalog, renames } = await loadModels(project)
      const { config } = project
      return await work({
        dialect: await projectDialect(config),
        catalog,
        connection: null,
        renames,
        saysAll: config.sqlModels.length > 0,
        isWritten: config.models.length > 0,
        label: 'the models',
      })
    }
    case 'database':
    case 'url': {
      const own = source.kind === 'url' ? withUrl(project, source.url) : project
      return await withDatabase(own, { create: false }, async (context) => {
        const { dialect, connection, introspection } = context
        const catalog = await introspect({ ...context, introspection: { ...introspection, namespaces: 'all' } }, null)
        return await work({ ...read, dialect, connection, catalog, label: connection.displayUrl })
      })
    }
    case 'sql': {
      const files = await findSqlFiles([source.pattern], project.config.folder)
      const scripts = await readScripts(files, project.config.folder)
      return await withScratch(project, async (scratch) => {
        await runScripts(scratch, scripts)
        const catalog = await scratch.read()
        warnOfUnmodelled(project, catalog)
        const label = scripts.map(({ name }) => name).join(', ')
        return await work({ ...read, dialect: scratch.dialect, connection: scratch.connection, catalog, label })
      })
    }
    case 'revision':
      return await withHistory(project, source.revision, work)
    default:
      return assertNever(source)
  }
}

/** Models as a database has them, for where they are what is found. */
export async function withBuiltModels<Result>(
  project: ProjectContext,
  models: ReadSource,
  work: (read: ReadSource) => Promise<Result>,
): Promise<Result> {
  return await withScratch(project, async (scratch) => {
    await runScripts(scratch, modelsScripts(scratch, models.catalog))
    const catalog = await scratch.read()
    return await work({ ...models, connection: scratch.connection, catalog, isWritten: false })
  })
}

/** Runs the revisions on a scratch database: hand-written SQL and code in them count. */
async function withHistory<Result>(
  project: ProjectContext,
  revision: string,
  work: (read: ReadSource) => Promise<Result>,
): Promise<Result> {
  const graph = readGraph(project.config, project.onEvent)
  const nodes = findRevisions(graph, revision, null, 'show')
  const label = nodes.length === 0 ? 'an empty database' : `revision ${nodes.map(({ id }) => id).join(', ')}`
  const read = { renames: [], saysAll: true, isWritten: false }
  const onScratch = withScratchDatabase(project, async (url) => {
    const own = withUrl(project, url)
    try {
      for (const { id } of nodes) await upgrade(own, id)
      return await withDatabase(own, { create: true }, async (context) => {
        const { dialect, connection, introspection } = context
        const catalog = await introspect({ ...context, introspection: { ...introspection, namespaces: 'all' } }, null)
        const said = `${label} (its history, run on a scratch database)`
        return await work({ ...read, dialect, connection, catalog, label: said })
      })
    } finally {
      await own.kept.close()
    }
  })
  try {
    return await onScratch
  } catch (error) {
    if (!isLimbeckError(error) || error.code !== 'LB6114') throw error
    project.onEvent({
      kind: 'warning',
      message: `${error.message} The history of ${label} was replayed from its files: hand-written SQL in it does not count.`,
      hints: ['Have an administrator run `ALTER ROLE … CREATEDB`.'],
    })
    const revisions = inOrder(ancestorsOf(nodes, 'needs')).map((node) => node.revision)
    const catalog = revisions.length === 0 ? createCatalog([]) : await replayedSchema(revisions, project.config)
    const dialect = await projectDialect(project.config)
    return await work({ ...read, dialect, connection: null, catalog, isWritten: true, label: `${label} (replayed)` })
  }
}

/** The project on another database, without its hooks, which are for real runs. */
function withUrl(project: ProjectContext, url: ProjectContext['config']['url']): ProjectContext {
  const config = { ...project.config, url, hooks: {}, onVersionApply: [] }
  const onEvent: ProjectContext['onEvent'] = (event) => {
    if (event.kind === 'warning') project.onEvent(event)
  }
  return { ...project, config, onEvent, given: null, kept: new KeptConnection() }
}
