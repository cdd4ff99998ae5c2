import { isLimbeckError } from '../errors/index.ts'
import { callRevision } from './call-revision.ts'
import { locateCodeFailure } from './locate-code-failure.ts'
import type { MigrationContext } from './migration-context.ts'
import { introspect } from './read-before.ts'
import type { PreparedStep } from './run-step.ts'
import { ReplayedSchema, ScriptSink } from './script-sink.ts'
import { ScriptWriter } from './script-writer.ts'

/** The SQL that a step would run. */
export interface StepPreview {
  readonly sql: string
  /** Why it ends early: what comes then depends on rows that are known only when it runs. Null: it is all there. */
  readonly incomplete: string | null
}

/**
 * The SQL that the steps would run on a database as it is, without what limbeck writes for itself. Reads the schema where
 * an operation builds on it; changes nothing.
 *
 * @throws LimbeckError what the code of a file throws
 */
export async function previewSteps(
  context: MigrationContext,
  steps: readonly PreparedStep[],
): Promise<readonly StepPreview[]> {
  const schema = new ReplayedSchema(() => introspect(context, null))
  const previews: StepPreview[] = []
  for (const prepared of steps) previews.push(await previewStep(context, prepared, schema))
  return previews
}

async function previewStep(
  context: MigrationContext,
  { step, module }: PreparedStep,
  schema: ReplayedSchema,
): Promise<StepPreview> {
  const parts: string[] = []
  const { dialect, capabilities } = context
  const writer = new ScriptWriter(dialect, (text) => parts.push(text))
  const sink = new ScriptSink(dialect, writer, schema, step.revision, capabilities)
  const settings = {
    namingConvention: context.introspection.namingConvention,
    tag: context.tag ?? null,
    dialect,
    ...(context.generation === undefined ? {} : { generation: context.generation }),
  }
  let incomplete: string | null = null
  try {
    await callRevision(module, step.direction, sink, settings)
  } catch (error) {
    if (!isLimbeckError(error) || (error.code !== 'LB6005' && error.code !== 'LB6006'))
      throw locateCodeFailure(error, step)
    incomplete =
      error.code === 'LB6005'
        ? 'From here on it depends on rows that it asks the database for.'
        : 'From here on it depends on a table that hand-written SQL of this run makes.'
  }
  return { sql: parts.join(''), incomplete }
}
