import { type RightsTarget, everybody } from '../../schema/index.ts'
import { grantableTypes } from '../rights/privileges.ts'
import type { RightsOperations, RightsOptions } from '../rights-operations.ts'
import {
  columnsArgument,
  flagOption,
  inWords,
  optionsArgument,
  textArgument,
  textOption,
  wrongArgument,
} from './arguments.ts'
import type { OperationCalls } from './operation-calls.ts'

/** Every option of both kinds, as a bag whose values nobody has looked at. */
interface Given {
  readonly on?: unknown
  readonly type?: unknown
  readonly schema?: unknown
  readonly columns?: unknown
  readonly onNew?: unknown
  readonly role?: unknown
  readonly to?: unknown
  readonly from?: unknown
  readonly withGrantOption?: unknown
  readonly grantOptionOnly?: unknown
}

const onSomething = ['on', 'type', 'schema', 'columns'] as const
const onNew = ['onNew', 'schema', 'role'] as const

/** The calls of `op` on owners and privileges. */
export function rightsCalls(calls: OperationCalls): RightsOperations {
  return {
    grant: (privileges, options) =>
      calls.run('grant', [], (call) => {
        const given = givenIn(call, options, ['to', 'withGrantOption'])
        return {
          kind: 'grant',
          ...onTarget(call, given),
          privileges: privilegesArgument(call, privileges),
          roles: rolesArgument(call, 'to', given.to),
          withGrantOption: flagOption(call, 'withGrantOption', given.withGrantOption),
        }
      }),
    revoke: (privileges, options) =>
      calls.run('revoke', [], (call) => {
        const given = givenIn(call, options, ['from', 'grantOptionOnly'])
        return {
          kind: 'revoke',
          ...onTarget(call, given),
          privileges: privilegesArgument(call, privileges),
          roles: rolesArgument(call, 'from', given.from),
          grantOptionOnly: flagOption(call, 'grantOptionOnly', given.grantOptionOnly),
        }
      }),
    setOwner: (name, role, options) =>
      calls.run('setOwner', [name], (call) => {
        const given = optionsArgument<{ type?: string; schema?: string }>(call, options, ['type', 'schema'])
        const objectType = textOption(call, 'type', given.type) ?? 'table'
        const target = {
          objectType,
          namespace: objectType === 'schema' ? null : textOption(call, 'schema', given.schema),
          name: textArgument(call, `The name of the ${objectType}`, name),
        }
        return { kind: 'setOwner', target, owner: role === null ? null : textArgument(call, 'The role', role) }
      }),
  }
}

function givenIn(call: string, options: RightsOptions, more: readonly (keyof Given)[]): Given {
  const isNew = typeof options === 'object' && options !== null && options.onNew !== undefined
  return optionsArgument<Given>(call, options, [...(isNew ? onNew : onSomething), ...more])
}

function onTarget(
  call: string,
  given: Given,
): { readonly target: RightsTarget; readonly columns: readonly string[] | null } {
  const schema = textOption(call, 'schema', given.schema)
  if (given.onNew !== undefined) {
    const objectType = typeArgument(call, 'onNew', given.onNew, true)
    const role = textOption(call, 'role', given.role)
    return { target: { objectType, namespace: null, name: schema, defaults: { role } }, columns: null }
  }
  const objectType = given.type === undefined ? 'table' : typeArgument(call, 'type', given.type, false)
  const name = textArgument(call, 'What it is granted on (`on`)', given.on)
  const columns = given.columns === undefined ? null : columnsArgument(call, "The option 'columns'", given.columns)
  return { target: { objectType, namespace: objectType === 'schema' ? null : schema, name }, columns }
}

function typeArgument(call: string, option: string, value: unknown, isNew: boolean): string {
  const plurals = ['tables', 'sequences', 'functions', 'types', 'schemas']
  const known = grantableTypes.filter((one) => plurals.includes(one) === isNew)
  const given = textArgument(call, `The option '${option}'`, value)
  if (known.includes(given)) return given
  throw wrongArgument(call, `The option '${option}' cannot be '${given}'.`, [
    `It is one of ${known.map((one) => `'${one}'`).join(', ')}.`,
  ])
}

function privilegesArgument(call: string, value: unknown): readonly string[] {
  const given = typeof value === 'string' ? [value] : columnsArgument(call, 'The privileges', value)
  return given.map((one) => {
    const text = one.toUpperCase()
    if (/^[A-Z]+(?: [A-Z]+)*$/.test(text)) return text === 'ALL PRIVILEGES' ? 'ALL' : text
    throw wrongArgument(call, `A privilege is a word, such as 'SELECT', not ${inWords(one)}.`, [
      'Columns stand by themselves: `columns: […]`.',
    ])
  })
}

function rolesArgument(call: string, option: string, value: unknown): readonly string[] {
  const given = typeof value === 'string' ? [value] : value
  return columnsArgument(call, `The roles (\`${option}\`)`, given).map((role) => (role === 'PUBLIC' ? everybody : role))
}
