import type { AlterTable, TableChange } from '../data.ts'
import type {
  AlterConstraintOptions,
  AlterTableOptions,
  AttributesOption,
  PrimaryKeyOptions,
  NotValidOption,
  ColumnChangeOptions,
  CreateIndexOptions,
  DropConstraintOptions,
  ForeignKeyOptions,
  IfExistsOption,
  IfNotExistsOption,
  UniqueOptions,
} from '../operation-options.ts'
import type { AlterTableBlock } from '../table-blocks.ts'
import { columnChangeNames } from './alter-column-arguments.ts'
import { choiceOption, optionsArgument, textArgument, textsOption } from './arguments.ts'
import { indexOptionNames } from './index-arguments.ts'
import { alterConstraintFrom, alterIndexFrom, setTableOptionsFrom } from './option-changes.ts'
import type { CallPlace } from './place.ts'
import { foreignKeyOptionNames, runBlock, uniqueOptionNames } from './table-block.ts'
import * as change from './table-changes.ts'

/** An `alterTable` from its arguments. */
export function alterTableFrom(place: CallPlace, define: unknown, options: AlterTableOptions): AlterTable {
  const changes: TableChange[] = []
  runBlock(place, (guarded) => blockOf(place, changes, guarded), define)
  const rebuild = choiceOption(place.call, 'rebuild', options.rebuild, ['auto', 'always', 'never']) ?? 'auto'
  const columnOrder = textsOption(place.call, "The columns of 'columnOrder'", options.columnOrder)
  return {
    kind: 'alterTable',
    namespace: place.namespace,
    table: place.table,
    changes,
    rebuild,
    ...(columnOrder.length === 0 ? {} : { columnOrder }),
  }
}

function blockOf(
  place: CallPlace,
  changes: TableChange[],
  guarded: (method: string, work: (call: string) => void) => void,
): AlterTableBlock {
  const add = (method: string, work: (at: CallPlace, call: string) => readonly TableChange[]) => {
    guarded(`t.${method}`, (call) => changes.push(...work({ ...place, call }, call)))
  }
  return {
    addColumn(name, column, options) {
      add('addColumn', (at, call) => {
        return change.addColumnFrom(
          at,
          name,
          column,
          optionsArgument<IfNotExistsOption>(call, options, ['ifNotExists']),
        )
      })
    },
    dropColumn(name, options) {
      add('dropColumn', (at, call) => {
        return change.dropColumnFrom(at, name, optionsArgument<IfExistsOption>(call, options, ['ifExists']))
      })
    },
    renameColumn(oldName, newName) {
      add('renameColumn', (at) => change.renameColumnFrom(at, oldName, newName))
    },
    alterColumn(name, options) {
      add('alterColumn', (at, call) => {
        return change.alterColumnFrom(at, name, optionsArgument<ColumnChangeOptions>(call, options, columnChangeNames))
      })
    },
    createPrimaryKey(name, columns, options) {
      add('createPrimaryKey', (at, call) => {
        const checked = optionsArgument<PrimaryKeyOptions>(call, options, ['attributes', 'nullable'])
        return change.createPrimaryKeyFrom(at, name, columns, checked)
      })
    },
    createUniqueConstraint(name, columns, options) {
      add('createUniqueConstraint', (at, call) => {
        const checked = optionsArgument<UniqueOptions>(call, options, uniqueOptionNames)
        return change.createUniqueFrom(at, name, columns, checked)
      })
    },
    createForeignKey(name, referent, local, remote, options) {
      add('createForeignKey', (at, call) => {
        const checked = optionsArgument<ForeignKeyOptions>(call, options, foreignKeyOptionNames)
        return change.createForeignKeyFrom(at, name, referent, local, remote, checked)
      })
    },
    createCheckConstraint(name, condition, options) {
      add('createCheckConstraint', (at, call) => {
        const checked = optionsArgument<AttributesOption & NotValidOption>(call, options, ['attributes', 'notValid'])
        return change.createCheckFrom(at, name, condition, checked)
      })
    },
    alterConstraint(name, changes, options) {
      add('alterConstraint', (at, call) => {
        const checked = optionsArgument<Omit<AlterConstraintOptions, 'schema'>>(call, options, ['type'])
        return [alterConstraintFrom(at, name, changes, checked)]
      })
    },
    alterIndex(name, changes) {
      add('alterIndex', (at) => [alterIndexFrom(at, name, changes)])
    },
    setTableOptions(changes) {
      add('setTableOptions', (at) => [setTableOptionsFrom(at, changes)])
    },
    dropConstraint(name, options) {
      add('dropConstraint', (at, call) => {
        const checked = optionsArgument<Omit<DropConstraintOptions, 'schema'>>(call, options, ['type', 'ifExists'])
        return change.dropConstraintFrom(at, name, checked)
      })
    },
    renameConstraint(oldName, newName) {
      add('renameConstraint', (at) => change.renameConstraintFrom(at, oldName, newName))
    },
    createIndex(name, columns, options) {
      add('createIndex', (at, call) => {
        const known = [...indexOptionNames, 'concurrently', 'ifNotExists'] as const
        return change.createIndexChange(at, name, columns, optionsArgument<CreateIndexOptions>(call, options, known))
      })
    },
    dropIndex(name, options) {
      add('dropIndex', (at, call) => {
        const checked = optionsArgument<NonNullable<typeof options>>(call, options, ['ifExists', 'concurrently'])
        return [change.dropIndexFrom(at, name, checked)]
      })
    },
    renameIndex(oldName, newName) {
      add('renameIndex', ({ namespace, table }, call) => {
        const name = textArgument(call, 'The old name', oldName)
        return [{ kind: 'renameIndex', namespace, table, name, to: textArgument(call, 'The new name', newName) }]
      })
    },
    createTableComment(comment) {
      add('createTableComment', ({ namespace, table }, call) => {
        return [{ kind: 'setTableComment', namespace, table, comment: textArgument(call, 'The comment', comment) }]
      })
    },
    dropTableComment() {
      add('dropTableComment', ({ namespace, table }) => [{ kind: 'setTableComment', namespace, table, comment: null }])
    },
  }
}
