export { type Comparator, type ComparatorContext, defineComparator, runComparators } from './comparator.ts'
export type { ComparedOperations } from './comparator.ts'
export { defineOperation } from './define-operation.ts'
export { type EmitOverrideContext, type EmitOverrides, overrideEmit } from './emit-override.ts'
export type { Generation, GenerationConfig, RenderItemHook } from './generation-config.ts'
export { guardHook } from './hook-failure.ts'
export { importSourceFor } from './import-source.ts'
export {
  type PostWriteCommand,
  type PostWriteFunction,
  type PostWriteHook,
  runPostWriteHooks,
} from './post-write-hooks.ts'
export { processRevision } from './process-revision.ts'
export { resolveGeneration } from './resolve-generation.ts'
export type {
  AddedRevision,
  ProcessRevision,
  RevisionAnswer,
  RevisionContext,
  RevisionDraft,
} from './revision-draft.ts'
export { type RewriteAnswer, type RewriteContext, type Rewriter, rewriter } from './rewriter.ts'
