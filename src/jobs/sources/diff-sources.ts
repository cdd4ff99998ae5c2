import { requireUrl } from '../../config/index.ts'
import { type Decisions, type DeclaredRename, leaveAlone, openQuestions, overruleBy } from '../../diff/index.ts'
import type { Connection, Dialect } from '../../dialects/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { planChanges } from '../../plan/index.ts'
import { operationInfos, refuseStrayRenames } from '../compare/compare-with-models.ts'
import { planStatements } from '../run/plan-statements.ts'
import type { ProjectContext } from '../project-context.ts'
import type { DifferenceResult } from '../results.ts'
import { rightsSettings, settleRights } from '../write/settle-rights.ts'
import { withDatabase } from '../with-database.ts'
import { spellModels } from './spell-models.ts'
import { type Source, classifySource } from './classify-source.ts'
import { type ReadSource, withBuiltModels, withSource } from './with-source.ts'

export interface DiffSourcesOptions {
  readonly from: string
  readonly to: string
  /** What relative paths are relative to. */
  readonly cwd: string
  readonly onSql?: ((text: string) => void) | undefined
  readonly renames: readonly DeclaredRename[]
  readonly decisions: Decisions
}

/**
 * What would make the one source the other.
 *
 * @throws LimbeckError LB1001 for sources of two kinds of databases, LB5002 with `onSql` while it is open whether something
 *   was renamed, and whatever reading them throws
 */
export async function diffSources(project: ProjectContext, options: DiffSourcesOptions): Promise<DifferenceResult> {
  const from = classifySource(options.from, options.cwd)
  const to = classifySource(options.to, options.cwd)
  const near = nearOf(project, from, to)
  return await withSource(near, from, async (given) => {
    const compare = (found: ReadSource) =>
      withSource(near, to, async (wanted) => await comparison(near, found, wanted, options))
    return given.isWritten && from.kind === 'models'
      ? await withBuiltModels(near, given, compare)
      : await compare(given)
  })
}

/** A URL among the sources says what kind of database it is about, where the configuration has none. */
function nearOf(project: ProjectContext, ...sources: readonly Source[]): ProjectContext {
  if (project.config.url !== null) return project
  const url = sources.find((source) => source.kind === 'url')?.url ?? requireUrl(project.config)
  return { ...project, config: { ...project.config, url } }
}

async function comparison(
  project: ProjectContext,
  found: ReadSource,
  wanted: ReadSource,
  { onSql, renames, decisions }: DiffSourcesOptions,
): Promise<DifferenceResult> {
  const { dialect } = found
  if (dialect.name !== wanted.dialect.name) {
    throw new LimbeckError(
      'LB1001',
      `${found.label} is ${dialect.name}, and ${wanted.label} is ${wanted.dialect.name}.`,
      {
        hints: ['Compare sources of the same kind of database.'],
      },
    )
  }
  const { config } = project
  const planned = planChanges({
    found: found.catalog,
    wanted: wanted.isWritten
      ? await spelled(project, found, wanted.catalog)
      : leaveAlone(found.catalog, wanted.catalog, config),
    dialect,
    namespaces: wanted.saysAll ? namespacesOf(found) : config.schemas,
    exclude: config.exclude,
    rights: { ...rightsSettings(config), saysAll: wanted.saysAll },
    overrule: overruleBy(config, dialect.name),
    ...(wanted.saysAll ? { objectTypes: 'all' as const } : {}),
    declaredRenames: [...wanted.renames, ...renames],
    decisions,
  })
  if (onSql !== undefined) {
    if (planned.questions.length > 0) throw openQuestions(planned.questions)
    onSql(planStatements(dialect, found.catalog, planned.plan.upgrade, found.connection?.serverVersion ?? null))
  }
  if (planned.questions.length === 0) refuseStrayRenames(renames, planned.appliedRenames)
  return {
    operations: operationInfos(planned.plan.upgrade),
    unmodelled: planned.unmodelled,
    from: found.label,
    to: wanted.label,
  }
}

async function spelled(project: ProjectContext, found: ReadSource, wanted: ReadSource['catalog']) {
  const { dialect, connection } = found
  const spell = async (on: { readonly dialect: Dialect; readonly connection: Connection }) =>
    await settleRights(project, await spellModels(project, wanted, found.catalog, on), on)
  if (connection !== null) return await spell({ dialect, connection })
  return await withDatabase(project, { create: false }, spell)
}

function namespacesOf({ catalog }: ReadSource): readonly string[] {
  return [...catalog.looseObjects()].flatMap((object) => (object.kind === 'namespace' ? [object.name] : []))
}
