import type { ColumnType, Column, ColumnDefault } from '../schema/index.ts'
import type { AnyCustomOperation, Operation } from '../operations/index.ts'
import type { RevisionTemplateTokens } from '../revisions/index.ts'
import type { RenderItem, RenderedSource } from '../text/index.ts'
import type { Comparator } from './comparator.ts'
import type { EmitOverrides } from './emit-override.ts'
import type { PostWriteHook } from './post-write-hooks.ts'
import type { ProcessRevision } from './revision-draft.ts'

/**
 * The project's own source for a part of a generated file; undefined for limbeck's. A `type` is the beginning of a column
 * (`money()`), a `column` all of it, a `default` what stands in `.default(…)`, an `operation` what stands behind `await`.
 */
export type RenderItemHook = (
  ...item:
    | [kind: 'type', type: ColumnType]
    | [kind: 'column', column: Column]
    | [kind: 'default', value: ColumnDefault]
    | [kind: 'operation', operation: Operation]
) => string | RenderedSource | null | undefined

/** The keys of a configuration that have to do with how new revisions come about. */
export interface GenerationConfig {
  /** Sees every new revision before it is written: changes it, replaces it, adds others, or wants no file. */
  readonly processRevision?: ProcessRevision | readonly ProcessRevision[]
  /** Operations of the project's own that revision files call by name. */
  readonly operations?: readonly AnyCustomOperation[]
  /** Comparisons of the project's own. */
  readonly comparators?: readonly Comparator[]
  /** Writes parts of generated files in the project's own words. */
  readonly renderItem?: RenderItemHook
  /** The project's own SQL for operations that limbeck has, by kind. */
  readonly emit?: EmitOverrides
  /** Programs and functions that run on every file that limbeck writes, in order. */
  readonly postWriteHooks?: readonly PostWriteHook[]
  /** How new revision files look: a file with `{{tokens}}`, or a function of them. Default: limbeck's own layout. */
  readonly revisionTemplate?:
    | string
    | ((tokens: RevisionTemplateTokens & { readonly arguments: { readonly [name: string]: string } }) => string)
  /** Further tokens for `revisionTemplate`. */
  readonly templateArguments?: { readonly [name: string]: string }
}

/** {@link GenerationConfig} with every default filled in and every path absolute. */
export interface Generation {
  readonly processRevision: readonly ProcessRevision[]
  readonly operations: readonly AnyCustomOperation[]
  readonly comparators: readonly Comparator[]
  readonly renderItem: RenderItem | null
  readonly emit: EmitOverrides
  readonly postWriteHooks: readonly PostWriteHook[]
  /** An absolute path, a function, or null for limbeck's own layout. */
  readonly revisionTemplate: GenerationConfig['revisionTemplate'] | null
  readonly templateArguments: { readonly [name: string]: string }
}
