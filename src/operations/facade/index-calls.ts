import type { CreateIndexOptions, DropIndexOptions, SchemaOption } from '../operation-options.ts'
import type { Operations } from '../operations.ts'
import { optionsArgument, textArgument, textOption } from './arguments.ts'
import { indexOptionNames } from './index-arguments.ts'
import { alterIndexFrom } from './option-changes.ts'
import type { OperationCalls } from './operation-calls.ts'
import * as change from './table-changes.ts'

/** The calls of `op` on indexes. */
export function indexCalls(
  calls: OperationCalls,
): Pick<Operations, 'createIndex' | 'alterIndex' | 'dropIndex' | 'renameIndex'> {
  return {
    createIndex: (name, table, columns, options) =>
      calls.change('createIndex', [name, table], { table, schema: options?.schema }, (place) => {
        const known = [...indexOptionNames, 'concurrently', 'ifNotExists', 'schema'] as const
        const checked = optionsArgument<CreateIndexOptions & SchemaOption>(place.call, options, known)
        return change.createIndexChange(place, name, columns, checked)
      }),
    alterIndex: (name, table, changes, options) =>
      calls.change('alterIndex', [name, table], { table, schema: options?.schema }, (place) => {
        optionsArgument<SchemaOption>(place.call, options, ['schema'])
        return [alterIndexFrom(place, name, changes)]
      }),
    dropIndex: (name, tableOrOptions, options) =>
      calls.run('dropIndex', [name], (call) => {
        const isTable = typeof tableOrOptions === 'string'
        const bag = isTable ? options : (tableOrOptions ?? options)
        const known = ['table', 'schema', 'ifExists', 'concurrently'] as const
        const checked = optionsArgument<DropIndexOptions>(call, bag, known)
        const table = isTable ? textArgument(call, 'The name of the table', tableOrOptions) : null
        return change.dropIndexFrom(
          {
            call,
            namespace: textOption(call, 'schema', checked.schema),
            table: table ?? textOption(call, 'table', checked.table),
          },
          name,
          checked,
        )
      }),
    renameIndex: (oldName, newName, options) =>
      calls.run('renameIndex', [oldName, newName], (call) => {
        const checked = optionsArgument<NonNullable<typeof options>>(call, options, ['table', 'schema'])
        return {
          kind: 'renameIndex',
          namespace: textOption(call, 'schema', checked.schema),
          table: textOption(call, 'table', checked.table),
          name: textArgument(call, 'The old name', oldName),
          to: textArgument(call, 'The new name', newName),
        }
      }),
  }
}
