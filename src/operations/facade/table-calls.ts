import type { Operations } from '../operations.ts'
import type {
  AlterColumnOptions,
  AlterConstraintOptions,
  AlterTableOptions,
  AttributesOption,
  PrimaryKeyOptions,
  CreateForeignKeyOptions,
  CreateTableOptions,
  DropConstraintOptions,
  ExcludeOptions,
  IfExistsOption,
  IfNotExistsOption,
  NotValidOption,
  SchemaOption,
  UniqueOptions,
  ValidateConstraintOptions,
} from '../operation-options.ts'
import { alterTableFrom } from './alter-block.ts'
import { columnChangeNames } from './alter-column-arguments.ts'
import { choiceOption, flagOption, optionsArgument, textArgument } from './arguments.ts'
import { excludeFrom } from './exclude-arguments.ts'
import { alterConstraintFrom, setTableOptionsFrom } from './option-changes.ts'
import type { OperationCalls } from './operation-calls.ts'
import { createTableFrom, foreignKeyOptionNames, uniqueOptionNames } from './table-block.ts'
import * as change from './table-changes.ts'

/** The calls of `op` on tables, columns and constraints. */
export type TableCalls = Pick<
  Operations,
  | 'createTable'
  | 'dropTable'
  | 'renameTable'
  | 'addColumn'
  | 'dropColumn'
  | 'renameColumn'
  | 'alterColumn'
  | 'createPrimaryKey'
  | 'createUniqueConstraint'
  | 'createForeignKey'
  | 'createCheckConstraint'
  | 'createExcludeConstraint'
  | 'alterConstraint'
  | 'validateConstraint'
  | 'dropConstraint'
  | 'renameConstraint'
  | 'setTableOptions'
  | 'createTableComment'
  | 'dropTableComment'
  | 'alterTable'
  | 'batchAlterTable'
>

const tableOptionNames = [
  'schema',
  'comment',
  'ifNotExists',
  'strict',
  'withoutRowid',
  'unlogged',
  'inherits',
  'bound',
  'partitionBy',
  'attributes',
] as const

export function tableCalls(calls: OperationCalls): TableCalls {
  const alterTable =
    (method: string): Operations['alterTable'] =>
    (table, define, options) =>
      calls.run(method, [table], (call) => {
        const checked = optionsArgument<AlterTableOptions>(call, options, ['schema', 'rebuild', 'columnOrder'])
        return alterTableFrom(calls.place(call, table, checked.schema), define, checked)
      })
  const comment = (
    method: string,
    table: string,
    options: SchemaOption | undefined,
    text: (call: string) => string | null,
  ) =>
    calls.run(method, [table], (call) => {
      const { schema } = optionsArgument<SchemaOption>(call, options, ['schema'])
      const place = calls.place(call, table, schema)
      return { kind: 'setTableComment', namespace: place.namespace, table: place.table, comment: text(call) }
    })
  return {
    createTable: (name, define, options) =>
      calls.run('createTable', [name], (call) => {
        const checked = optionsArgument<CreateTableOptions>(call, options, tableOptionNames)
        return createTableFrom(calls.place(call, name, checked.schema), define, checked)
      }),
    setTableOptions: (table, changes, options) =>
      calls.change('setTableOptions', [table], { table, schema: options?.schema }, (place) => {
        optionsArgument<SchemaOption>(place.call, options, ['schema'])
        return [setTableOptionsFrom(place, changes)]
      }),
    dropTable: (name, options) =>
      calls.run('dropTable', [name], (call) => {
        const checked = optionsArgument<SchemaOption & IfExistsOption>(call, options, ['schema', 'ifExists'])
        const { namespace, table } = calls.place(call, name, checked.schema)
        return { kind: 'dropTable', namespace, table, ifExists: flagOption(call, 'ifExists', checked.ifExists) }
      }),
    renameTable: (oldName, newName, options) =>
      calls.run('renameTable', [oldName, newName], (call) => {
        const { schema } = optionsArgument<SchemaOption>(call, options, ['schema'])
        const { namespace, table } = calls.place(call, oldName, schema)
        return { kind: 'renameTable', namespace, table, to: textArgument(call, 'The new name', newName) }
      }),
    alterTable: alterTable('alterTable'),
    batchAlterTable: alterTable('batchAlterTable'),
    createTableComment: (table, text, options) =>
      comment('createTableComment', table, options, (call) => textArgument(call, 'The comment', text)),
    dropTableComment: (table, options) => comment('dropTableComment', table, options, () => null),
    ...columnCalls(calls),
    ...constraintCalls(calls),
  }
}

function columnCalls(
  calls: OperationCalls,
): Pick<TableCalls, 'addColumn' | 'dropColumn' | 'renameColumn' | 'alterColumn'> {
  return {
    addColumn: (table, name, column, options) =>
      calls.change('addColumn', [table, name], { table, schema: options?.schema }, (place) => {
        const known = ['schema', 'ifNotExists'] as const
        const checked = optionsArgument<SchemaOption & IfNotExistsOption>(place.call, options, known)
        return change.addColumnFrom(place, name, column, checked)
      }),
    dropColumn: (table, column, options) =>
      calls.change('dropColumn', [table, column], { table, schema: options?.schema }, (place) => {
        const known = ['schema', 'ifExists'] as const
        const checked = optionsArgument<SchemaOption & IfExistsOption>(place.call, options, known)
        return change.dropColumnFrom(place, column, checked)
      }),
    renameColumn: (table, oldName, newName, options) =>
      calls.change('renameColumn', [table, oldName], { table, schema: options?.schema }, (place) => {
        optionsArgument<SchemaOption>(place.call, options, ['schema'])
        return change.renameColumnFrom(place, oldName, newName)
      }),
    alterColumn: (table, column, options) =>
      calls.change('alterColumn', [table, column], { table, schema: options?.schema }, (place) => {
        const checked = optionsArgument<AlterColumnOptions>(place.call, options, [...columnChangeNames, 'schema'])
        return change.alterColumnFrom(place, column, checked)
      }),
  }
}

function constraintCalls(
  calls: OperationCalls,
): Pick<
  TableCalls,
  | 'createPrimaryKey'
  | 'createUniqueConstraint'
  | 'createForeignKey'
  | 'createCheckConstraint'
  | 'createExcludeConstraint'
  | 'alterConstraint'
  | 'validateConstraint'
  | 'dropConstraint'
  | 'renameConstraint'
> {
  return {
    createPrimaryKey: (name, table, columns, options) =>
      calls.change('createPrimaryKey', [name, table], { table, schema: options?.schema }, (place) => {
        const known = ['attributes', 'nullable', 'schema'] as const
        const checked = optionsArgument<PrimaryKeyOptions & SchemaOption>(place.call, options, known)
        return change.createPrimaryKeyFrom(place, name, columns, checked)
      }),
    createUniqueConstraint: (name, table, columns, options) =>
      calls.change('createUniqueConstraint', [name, table], { table, schema: options?.schema }, (place) => {
        const known = [...uniqueOptionNames, 'schema'] as const
        const checked = optionsArgument<UniqueOptions & SchemaOption>(place.call, options, known)
        return change.createUniqueFrom(place, name, columns, checked)
      }),
    createForeignKey: (name, table, referent, local, remote, options) => {
      const on = { table, schema: options?.sourceSchema, schemaOption: 'sourceSchema' }
      return calls.change('createForeignKey', [name, table], on, (place) => {
        const known = [...foreignKeyOptionNames, 'sourceSchema'] as const
        const checked = optionsArgument<CreateForeignKeyOptions>(place.call, options, known)
        return change.createForeignKeyFrom(place, name, referent, local, remote, checked)
      })
    },
    createCheckConstraint: (name, table, condition, options) =>
      calls.change('createCheckConstraint', [name, table], { table, schema: options?.schema }, (place) => {
        const known = ['attributes', 'notValid', 'schema'] as const
        const checked = optionsArgument<AttributesOption & NotValidOption & SchemaOption>(place.call, options, known)
        return change.createCheckFrom(place, name, condition, checked)
      }),
    createExcludeConstraint: (name, table, elements, options) =>
      calls.run('createExcludeConstraint', [name, table], (call) => {
        const checked = optionsArgument<ExcludeOptions>(call, options, ['using', 'where', 'deferrable', 'schema'])
        return excludeFrom(calls.place(call, table, checked.schema), name, elements, checked)
      }),
    alterConstraint: (name, table, changes, options) =>
      calls.change('alterConstraint', [name, table], { table, schema: options?.schema }, (place) => {
        const checked = optionsArgument<AlterConstraintOptions>(place.call, options, ['type', 'schema'])
        return [alterConstraintFrom(place, name, changes, checked)]
      }),
    validateConstraint: (name, table, options) =>
      calls.change('validateConstraint', [name, table], { table, schema: options?.schema }, (place) => {
        const { type } = optionsArgument<ValidateConstraintOptions>(place.call, options, ['type', 'schema'])
        const kind = choiceOption(place.call, 'type', type, ['foreignKey', 'foreignkey', 'check'])
        return [
          alterConstraintFrom(place, name, { notValid: null }, { type: kind === 'check' ? 'check' : 'foreignKey' }),
        ]
      }),
    dropConstraint: (name, table, options) =>
      calls.change('dropConstraint', [name, table], { table, schema: options?.schema }, (place) => {
        const checked = optionsArgument<DropConstraintOptions>(place.call, options, ['type', 'schema', 'ifExists'])
        return change.dropConstraintFrom(place, name, checked)
      }),
    renameConstraint: (oldName, newName, table, options) =>
      calls.change('renameConstraint', [oldName, newName], { table, schema: options?.schema }, (place) => {
        optionsArgument<SchemaOption>(place.call, options, ['schema'])
        return change.renameConstraintFrom(place, oldName, newName)
      }),
  }
}
