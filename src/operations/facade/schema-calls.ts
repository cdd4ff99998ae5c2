import type {
  AddEnumValueOptions,
  CreateEnumOptions,
  DropEnumValueOptions,
  IfExistsOption,
  IfNotExistsOption,
  SchemaOption,
} from '../operation-options.ts'
import type { Operations } from '../operations.ts'
import { flagOption, optionsArgument, textArgument, textOption } from './arguments.ts'
import {
  addEnumValueFrom,
  createEnumFrom,
  dropEnumValueFrom,
  enumNamed,
  renameEnumValueFrom,
  reorderEnumValuesFrom,
} from './enum-arguments.ts'
import type { OperationCalls } from './operation-calls.ts'

/** The calls of `op` on enum types and PostgreSQL schemas. */
export type SchemaCalls = Pick<
  Operations,
  | 'createEnum'
  | 'dropEnum'
  | 'renameEnum'
  | 'addEnumValue'
  | 'dropEnumValue'
  | 'renameEnumValue'
  | 'reorderEnumValues'
  | 'createSchema'
  | 'dropSchema'
  | 'renameSchema'
>

export function schemaCalls(calls: OperationCalls): SchemaCalls {
  return {
    createEnum: (type, values, options) =>
      calls.run('createEnum', [type], (call) =>
        createEnumFrom(call, type, values, optionsArgument<CreateEnumOptions>(call, options, ['schema', 'comment'])),
      ),
    dropEnum: (type, options) =>
      calls.run('dropEnum', [type], (call) => {
        const checked = optionsArgument<SchemaOption & IfExistsOption>(call, options, ['schema', 'ifExists'])
        const { namespace, name } = enumNamed(call, type, checked)
        return { kind: 'dropEnum', namespace, name, ifExists: flagOption(call, 'ifExists', checked.ifExists) }
      }),
    renameEnum: (oldName, newName, options) =>
      calls.run('renameEnum', [oldName, newName], (call) => {
        const { schema } = optionsArgument<SchemaOption>(call, options, ['schema'])
        const name = textArgument(call, 'The old name', oldName)
        const to = textArgument(call, 'The new name', newName)
        return { kind: 'renameEnum', namespace: textOption(call, 'schema', schema), name, to }
      }),
    addEnumValue: (type, value, options) =>
      calls.run('addEnumValue', [type, value], (call) => {
        const checked = optionsArgument<AddEnumValueOptions>(call, options, ['after', 'before', 'schema'])
        return addEnumValueFrom(call, type, value, checked)
      }),
    dropEnumValue: (type, value, options) =>
      calls.run('dropEnumValue', [type, value], (call) => {
        const checked = optionsArgument<DropEnumValueOptions>(call, options, ['replacement', 'schema'])
        return dropEnumValueFrom(call, type, value, checked)
      }),
    renameEnumValue: (type, oldValue, newValue, options) =>
      calls.run('renameEnumValue', [type, oldValue], (call) =>
        renameEnumValueFrom(call, type, oldValue, newValue, optionsArgument<SchemaOption>(call, options, ['schema'])),
      ),
    reorderEnumValues: (type, values, options) =>
      calls.run('reorderEnumValues', [type], (call) =>
        reorderEnumValuesFrom(call, type, values, optionsArgument<SchemaOption>(call, options, ['schema'])),
      ),
    createSchema: (name, options) =>
      calls.run('createSchema', [name], (call) => {
        const { ifNotExists } = optionsArgument<IfNotExistsOption>(call, options, ['ifNotExists'])
        const schema = textArgument(call, 'The name of the schema', name)
        return { kind: 'createNamespace', name: schema, ifNotExists: flagOption(call, 'ifNotExists', ifNotExists) }
      }),
    dropSchema: (name, options) =>
      calls.run('dropSchema', [name], (call) => {
        const { ifExists } = optionsArgument<IfExistsOption>(call, options, ['ifExists'])
        const schema = textArgument(call, 'The name of the schema', name)
        return { kind: 'dropNamespace', name: schema, ifExists: flagOption(call, 'ifExists', ifExists) }
      }),
    renameSchema: (oldName, newName) =>
      calls.run('renameSchema', [oldName, newName], (call) => {
        const name = textArgument(call, 'The old name', oldName)
        return { kind: 'renameNamespace', name, to: textArgument(call, 'The new name', newName) }
      }),
  }
}
