import type { ResolvedConfig } from '../../config/index.ts'
import { runPostWriteHooks } from '../../generation/index.ts'

/**
 * Runs the configuration's `postWriteHooks` on files that were written, in their order.
 *
 * @param files absolute paths
 * @throws LimbeckError LB1009 for the first hook that fails; the files stay
 */
export async function afterWrite(config: ResolvedConfig, files: readonly string[]): Promise<void> {
  const hooks = config.generation.postWriteHooks ?? []
  for (const file of files) await runPostWriteHooks(hooks, file, config.folder)
}
