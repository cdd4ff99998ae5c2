import type { ObjectOptions } from '../operation-options.ts'
import type { OnObject } from '../data.ts'
import type { Operations } from '../operations.ts'
import { flagOption, optionsArgument, textArgument, textOption } from './arguments.ts'
import { attributesArgument } from './attributes-argument.ts'
import type { OperationCalls } from './operation-calls.ts'

/** The calls of `op` on views, functions, triggers and whatever else stands by its definition. */
export type ObjectCalls = Pick<Operations, 'createObject' | 'dropObject' | 'alterObject' | 'renameObject'>

export function objectCalls(calls: OperationCalls): ObjectCalls {
  return {
    createObject: (type, name, attributes, options) =>
      calls.run('createObject', [type, name], (call) => {
        const checked = optionsArgument<ObjectOptions & { comment?: string | null }>(call, options, [
          'schema',
          'on',
          'comment',
        ])
        const object = {
          ...objectNamed(call, type, name, checked),
          kind: 'defined',
          attributes: attributesArgument(call, attributes),
          comment: textOption(call, 'comment', checked.comment),
          facts: {},
          requires: [],
        } as const
        return { kind: 'createObject', object }
      }),
    dropObject: (type, name, options) =>
      calls.run('dropObject', [type, name], (call) => {
        const checked = optionsArgument<ObjectOptions & { ifExists?: boolean }>(call, options, [
          'schema',
          'on',
          'ifExists',
        ])
        const ifExists = flagOption(call, 'ifExists', checked.ifExists)
        return { kind: 'dropObject', ...objectNamed(call, type, name, checked), ifExists }
      }),
    alterObject: (type, name, changes, options) =>
      calls.run('alterObject', [type, name], (call) => {
        const checked = optionsArgument<ObjectOptions & { comment?: string | null }>(call, options, [
          'schema',
          'on',
          'comment',
        ])
        const comment = checked.comment === undefined ? {} : { comment: textOption(call, 'comment', checked.comment) }
        const named = objectNamed(call, type, name, checked)
        return { kind: 'alterObject', ...named, changes: attributesArgument(call, changes), ...comment }
      }),
    renameObject: (type, oldName, newName, options) =>
      calls.run('renameObject', [type, oldName, newName], (call) => {
        const checked = optionsArgument<ObjectOptions>(call, options, ['schema', 'on'])
        const to = textArgument(call, 'The new name', newName)
        return { kind: 'renameObject', ...objectNamed(call, type, oldName, checked), to }
      }),
  }
}

function objectNamed(call: string, type: unknown, name: unknown, options: ObjectOptions): OnObject {
  return {
    objectType: textArgument(call, 'The type of the object', type),
    namespace: textOption(call, 'schema', options.schema),
    on: textOption(call, 'on', options.on),
    name: textArgument(call, 'The name of the object', name),
  }
}
