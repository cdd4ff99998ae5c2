import { LimbeckError } from '../../errors/index.ts'
import { type Expression, writtenExpression } from '../../schema/index.ts'
import { isEnumType, isSqlExpression, toExpression } from '../../models/index.ts'
import { similarNames } from '../../text/index.ts'

/** Checks of what revision files hand over: TypeScript checks it too, but files run without a compiler. */

/** LB5004: the call in words, and what is wrong with it. */
export function wrongArgument(call: string, message: string, hints: readonly string[] = []): LimbeckError {
  return new LimbeckError('LB5004', `${call}: ${message}`, { hints, details: { call } })
}

/** A name or other text that must not be empty. */
export function textArgument(call: string, what: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw wrongArgument(call, `${what} must be a text that is not empty, not ${inWords(value)}.`)
}

/** A name that may be left to the naming convention. */
export function nameArgument(call: string, what: string, value: unknown): string | null {
  return value === null || value === undefined ? null : textArgument(call, what, value)
}

/** Names of columns: at least one, none twice. */
export function columnsArgument(call: string, what: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) {
    throw wrongArgument(call, `${what} must be a list of names, not ${inWords(value)}.`, [
      typeof value === 'string' ? `Write \`['${value}']\`.` : "Write them as a list, such as `['id']`.",
    ])
  }
  const names = value.map((name: unknown) => textArgument(call, `Each of ${lowerFirst(what)}`, name))
  if (names.length === 0) throw wrongArgument(call, `${what} must not be empty.`)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw wrongArgument(call, `${what} have '${twice}' twice.`)
  return names
}

/** A list of texts, empty when left out. */
export function textsOption(call: string, what: string, value: unknown): readonly string[] {
  return value === undefined || value === null ? [] : columnsArgument(call, what, value)
}

/** A condition or expression: `` sql`…` `` or its text. */
export function expressionArgument(call: string, what: string, value: unknown): Expression {
  const expression = isSqlExpression(value)
    ? toExpression(value)
    : typeof value === 'string'
      ? writtenExpression(value.trim())
      : null
  if (expression !== null && expression.sql !== '') return expression
  throw wrongArgument(call, `${what} must be SQL, not ${inWords(value)}.`, [
    'Write it with the tag: sql`length(name) > 0`, or as a string.',
  ])
}

const alembicNames: { readonly [name: string]: string } = {
  type_: 'type',
  serverDefault: 'default',
  newColumnName: 'newName',
  postgresqlUsing: 'using',
  postgresqlWhere: 'where',
  postgresqlConcurrently: 'concurrently',
  postgresqlInclude: 'include',
  postgresqlNullsNotDistinct: 'nullsNotDistinct',
  ondelete: 'onDelete',
  onupdate: 'onUpdate',
  initially: 'deferrable',
  recreate: 'rebuild',
  partialReordering: 'columnOrder',
}

/** An option bag whose keys are known, empty when left out. */
export function optionsArgument<Options extends object>(
  call: string,
  value: Options | null | undefined,
  known: readonly (keyof Options & string)[],
): Options {
  // An empty bag is one of every kind: all options may be left out.
  if (value === undefined || value === null) return {} as Options
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw wrongArgument(call, `The options must be an object, not ${inWords(value)}.`)
  }
  for (const key of Object.keys(value)) {
    if (known.some((one) => one === key)) continue
    const [near] = [alembicNames[key], ...similarNames(key, known)].filter((name) => known.some((one) => one === name))
    throw wrongArgument(call, `There is no option '${key}'${near === undefined ? '.' : `; did you mean '${near}'?`}`, [
      known.length === 0 ? 'It has no options.' : `Its options are ${known.map((one) => `\`${one}\``).join(', ')}.`,
    ])
  }
  return value
}

/** An option that is on or off; off when left out. */
export function flagOption(call: string, name: string, value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'boolean') return value
  throw wrongArgument(call, `The option '${name}' must be true or false, not ${inWords(value)}.`)
}

/** A text option, null when left out. */
export function textOption(call: string, name: string, value: unknown): string | null {
  return value === undefined || value === null ? null : textArgument(call, `The option '${name}'`, value)
}

/** One of a few words, null when left out. */
export function choiceOption<const Choice extends string>(
  call: string,
  name: string,
  value: unknown,
  choices: readonly Choice[],
): Choice | null {
  if (value === undefined || value === null) return null
  const word = typeof value === 'string' ? value.toLowerCase() : value
  const found = choices.find((choice) => choice === word)
  if (found !== undefined) return found
  const list = choices.map((choice) => `'${choice}'`).join(', ')
  throw wrongArgument(call, `The option '${name}' must be one of ${list}, not ${inWords(value)}.`)
}

/** A value as a message names it. */
export function inWords(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (value === '') return 'an empty text'
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 39)}…` : value}'`
  if (isSqlExpression(value)) return 'sql`…`'
  if (isEnumType(value)) return `the enum type '${value.name}'`
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return 'a list'
  if (value !== null && typeof value === 'object') return 'an object'
  return typeof value === 'symbol' ? 'a symbol' : `${value as number | bigint | boolean | null}`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
