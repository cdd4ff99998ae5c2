import type { Json, JsonObject } from '../../errors/index.ts'
import type { Attributes, TableRef } from '../../schema/index.ts'
import type { AttributesOption, NotValidOption } from '../operation-options.ts'
import { flagOption, inWords, textArgument, wrongArgument } from './arguments.ts'

/** Attributes of a defined object. */
export function attributesArgument(call: string, value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongArgument(call, `The attributes must be an object, not ${inWords(value)}.`, [
      'Write `{ definition: `…` }`.',
    ])
  }
  // Attributes are JSON, or the statement that is made from them would say so.
  return value as { readonly [name: string]: Json }
}

/** The option `attributes` as the fields of a table or member; `null` in it says nothing. */
export function attributesFrom(call: string, value: unknown): { readonly attributes?: Attributes } {
  if (value === undefined || value === null) return {}
  const given = Object.entries(attributesArgument(call, value)).filter(([, one]) => one !== null)
  return given.length === 0 ? {} : { attributes: Object.fromEntries(given) }
}

/** The option `attributes` with what `notValid` says. */
export function withNotValid(call: string, options: AttributesOption & NotValidOption): JsonObject | undefined {
  const { attributes } = options
  return flagOption(call, 'notValid', options.notValid) ? { ...attributes, notValid: true } : attributes
}

/** A bag of changes without the keys that are no attributes, as a field. */
export function attributeChanges(
  call: string,
  changes: unknown,
  known: readonly string[],
): { readonly attributes?: Attributes } {
  const given = Object.entries(attributesArgument(call, changes)).filter(([name]) => !known.includes(name))
  return given.length === 0 ? {} : { attributes: Object.fromEntries(given) }
}

/** The tables that a table inherits from. */
export function parentsFrom(call: string, value: unknown): readonly TableRef[] {
  if (!Array.isArray(value)) {
    throw wrongArgument(call, `The option 'inherits' must be a list of tables, not ${inWords(value)}.`, [
      "Write `['readings']`, or `[{ schema: 'metering', table: 'readings' }]`.",
    ])
  }
  return value.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) {
      return { namespace: null, name: textArgument(call, 'Each table that it inherits from', one) }
    }
    return {
      namespace: textArgument(call, 'The schema of each table', 'schema' in one ? one.schema : undefined),
      name: textArgument(call, 'Each table that it inherits from', 'table' in one ? one.table : undefined),
    }
  })
}
