import { type SourceWriter, sourceString } from '../../text/index.ts'
import { type SourceTree, optionalString, options, printSource } from './source-tree.ts'

/** The receiver of calls within the block of an `op.alterTable`. */
export const blockReceiver = 't'

/**
 * Prints a call on a table. Within a block the table and its schema go without saying; elsewhere the table stands where
 * `args` puts it, and the schema among the options. `changes` is a bag of its own in front of the options.
 */
export function printTableCall(
  writer: SourceWriter,
  receiver: string,
  method: string,
  on: { readonly namespace: string | null; readonly table: string },
  args: (table: readonly SourceTree[]) => readonly SourceTree[],
  more: Parameters<typeof options>[0] = {},
  schemaOption = 'schema',
  changes: Parameters<typeof options>[0] | null = null,
): void {
  const inBlock = receiver === blockReceiver
  const schema = inBlock ? {} : { [schemaOption]: optionalString(on.namespace) }
  const table = inBlock ? [] : [sourceString(on.table)]
  const bags = changes === null ? [{ ...more, ...schema }] : [changes, { ...more, ...schema }]
  printSource(
    { kind: 'call', head: `${receiver}.${method}`, args: [...args(table), ...bags.flatMap((bag) => options(bag))] },
    writer,
  )
}

/** Prints a call that has no table. */
export function printCall(
  writer: SourceWriter,
  receiver: string,
  method: string,
  args: readonly SourceTree[],
  more: Parameters<typeof options>[0] = {},
): void {
  printSource({ kind: 'call', head: `${receiver}.${method}`, args: [...args, ...options(more)] }, writer)
}
