import { type ResolvedConfig, requireUrl } from '../config/index.ts'
import { dialectFor } from '../dialects/by-url.ts'
import type { Dialect } from '../dialects/index.ts'
import { LimbeckError } from '../errors/index.ts'
import { overrideEmit } from '../generation/index.ts'
import { operationKinds } from '../operations/index.ts'
import { similarNames } from '../text/index.ts'

/**
 * The dialect of a project's database, with the project's own SQL (`emit`).
 *
 * @throws LimbeckError LB1005 without a URL, LB1003 where `emit` has a key that is no kind of operation
 */
export async function projectDialect(config: ResolvedConfig): Promise<Dialect> {
  const { emit = {} } = config.generation
  for (const kind of Object.keys(emit)) {
    if (operationKinds.includes(kind)) continue
    const [near] = similarNames(kind, operationKinds)
    throw new LimbeckError('LB1003', `"emit.${kind}" of the configuration is no kind of operation.`, {
      hints: [near === undefined ? `There are: ${operationKinds.join(', ')}.` : `Did you mean \`${near}\`?`],
      details: { kind },
    })
  }
  return overrideEmit(await dialectFor(requireUrl(config)), emit)
}
