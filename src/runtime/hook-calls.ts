import { isLimbeckError, LimbeckError } from '../errors/index.ts'
import type { Dialect } from '../dialects/index.ts'
import type { OperationConnection } from '../operations/index.ts'
import type { RevisionId, RevisionStep } from '../revisions/index.ts'
import type { Statement } from '../sql/index.ts'
import { executeStatement } from './execute-statement.ts'
import { explained } from './explained.ts'
import type { MigrationContext } from './migration-context.ts'
import { type HookContext, type HookStep, type Hooks, type RunSettings, defaultRunSettings } from './run-settings.ts'

/** A step of a run as hooks see it. */
export function hookStepOf({ direction, revision, headsBefore, headsAfter }: RevisionStep): HookStep {
  return {
    direction,
    isStamp: false,
    revision: revision.id,
    message: revision.message,
    from: headsBefore,
    to: headsAfter,
  }
}

/** A stamp as hooks see it. */
export function stampStepOf(from: readonly RevisionId[], to: readonly RevisionId[]): HookStep {
  return { direction: 'stamp', isStamp: true, revision: null, message: '', from, to }
}

/** Calls a hook of the project, where it has one. @throws LimbeckError LB6030 when it throws */
export async function callHook<Name extends keyof Hooks>(
  context: MigrationContext,
  name: Name,
  more: Omit<Parameters<NonNullable<Hooks[Name]>>[0], keyof HookContext>,
): Promise<void> {
  const { hooks } = context.settings ?? defaultRunSettings
  // The context that each hook gets is the common part and what is given here.
  const hook = hooks[name] as ((context: HookContext) => unknown) | undefined
  if (hook !== undefined) await callSafely(`hooks.${name}`, () => hook({ ...hookContext(placeOf(context)), ...more }))
}

/** Tells the project that the version table has moved. @throws LimbeckError LB6030 when it throws */
export async function callVersionApplied(context: MigrationContext, step: HookStep): Promise<void> {
  await tellVersionApplied(placeOf(context), step, false)
}

/** The same for a script, whose connection writes SQL. */
export async function tellVersionApplied(place: HookPlace, step: HookStep, isOffline: boolean): Promise<void> {
  for (const callback of place.settings.onVersionApply) {
    await callSafely('onVersionApply', () => callback({ ...hookContext(place), step, heads: step.to, isOffline }))
  }
}

/** Where a hook is called. */
interface HookPlace {
  readonly dialect: Pick<Dialect, 'name'>
  readonly settings: RunSettings
  readonly tag: string | null
  readonly connection: OperationConnection
}

function placeOf(context: MigrationContext): HookPlace {
  const { dialect, settings = defaultRunSettings, tag = null } = context
  return { dialect, settings, tag, connection: hookConnection(context) }
}

async function callSafely(name: string, call: () => unknown): Promise<void> {
  try {
    await call()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const own = isLimbeckError(error) ? error : null
    throw new LimbeckError('LB6030', `The hook \`${name}\` of the configuration failed: ${message}`, {
      hints: own?.hints ?? [],
      details: { ...own?.details, hook: name },
      cause: error,
    })
  }
}

function hookContext({ dialect, settings, tag, connection }: HookPlace): HookContext {
  const { databaseName, x } = settings
  return { connection, dialect: dialect.name, databaseName, x, tag }
}

/** The connection of the run with errors in the user's words; statements are shown as those of revisions are. */
function hookConnection(context: MigrationContext): OperationConnection {
  const { dialect, connection } = context
  const statementOf = (sql: Parameters<OperationConnection['execute']>[0], parameters: readonly unknown[]) => {
    const text = typeof sql === 'string' ? sql : sql.sql
    return { sql: text, parameters, transaction: 'inside', note: null, alter: null } satisfies Statement
  }
  return {
    async query(sql, parameters = []) {
      const statement = statementOf(sql, parameters)
      return await explained(dialect, () => connection.query(statement.sql, parameters), statement)
    },
    execute: (sql, parameters = []) => executeStatement(context, statementOf(sql, parameters)),
  }
}
