import { type ResolvedConfig, requireUrl } from '../config/index.ts'
import { dialectFor } from '../dialects/by-url.ts'
import type { Dialect } from '../dialects/index.ts'
import { overrideEmit } from '../generation/index.ts'

/**
 * The dialect of a project's database, with the project's own SQL (`emit`).
 *
 * @throws LimbeckError LB1005 without a URL
 */
export async function projectDialect(config: ResolvedConfig): Promise<Dialect> {
  return overrideEmit(await dialectFor(requireUrl(config)), config.generation.emit ?? {})
}
