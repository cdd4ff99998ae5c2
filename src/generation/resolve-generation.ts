import path from 'node:path'
import type { RenderItem } from '../text/index.ts'
import type { Generation, GenerationConfig, RenderItemHook } from './generation-config.ts'
import { guardHook } from './hook-failure.ts'

/** Fills in every default. @param folder of the configuration, absolute */
export function resolveGeneration(config: GenerationConfig, folder: string): Generation {
  const { processRevision = [], revisionTemplate = null, renderItem } = config
  return {
    processRevision: typeof processRevision === 'function' ? [processRevision] : processRevision,
    operations: config.operations ?? [],
    comparators: config.comparators ?? [],
    renderItem: renderItem === undefined ? null : guarded(renderItem),
    emit: config.emit ?? {},
    postWriteHooks: config.postWriteHooks ?? [],
    revisionTemplate: typeof revisionTemplate === 'string' ? path.resolve(folder, revisionTemplate) : revisionTemplate,
    templateArguments: config.templateArguments ?? {},
  }
}

function guarded(renderItem: RenderItemHook): RenderItem {
  // The writers hand over each kind with its own item.
  return guardHook('renderItem', (kind, item) => renderItem(...([kind, item] as Parameters<RenderItemHook>)))
}
