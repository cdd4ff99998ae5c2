import { durationMs } from '../text/index.ts'

/** What a value must be, in words and as a test. */
export interface Rule {
  readonly expected: string
  readonly accepts: (value: unknown) => boolean
  /** What stands under the keys of an object that is accepted. */
  readonly keys?: Rules
  /** What each item of a list must be: it finds the wrong one. */
  readonly items?: Rule
  /** What stands under each key of an object that takes any keys. */
  readonly values?: Rule
}
export type Rules = { readonly [key: string]: Rule }
/** A rule for every key of a part of the configuration; the compiler names the one that was forgotten. */
export type RulesFor<Config> = { readonly [Key in keyof Config]-?: Rule }

export const text: Rule = { expected: 'a text', accepts: (value) => typeof value === 'string' && value !== '' }
export const texts: Rule = {
  expected: 'a text or a list of texts',
  accepts: (value) => text.accepts(value) || (Array.isArray(value) && value.length > 0 && value.every(text.accepts)),
  items: text,
}
export const textList: Rule = {
  expected: 'a list of texts',
  accepts: (value) => Array.isArray(value) && value.every(text.accepts),
  items: text,
}
export const count: Rule = {
  expected: 'a whole number, 0 or more',
  accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
}
const severities = ['error', 'warning', 'note']
export const severity = (last: 'off' | 'never'): Rule => ({
  expected: `one of 'error', 'warning', 'note', '${last}'`,
  accepts: (value) => severities.includes(String(value)) || value === last,
})
export const object = (keys: Rules): Rule => ({ expected: 'an object', accepts: isObject, keys })
export const timezone: Rule = { expected: 'the name of a time zone, such as Europe/Berlin or UTC', accepts: isTimezone }
export const flag: Rule = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' }
export const callable: Rule = { expected: 'a function', accepts: (value) => typeof value === 'function' }
export const callables: Rule = {
  expected: 'a function or a list of functions',
  accepts: (value) => callable.accepts(value) || (Array.isArray(value) && value.every(callable.accepts)),
  items: callable,
}
export const oneOf = (...choices: readonly string[]): Rule => ({
  expected: `one of ${choices.map((choice) => `'${choice}'`).join(', ')}`,
  accepts: (value) => typeof value === 'string' && choices.includes(value),
})
export const duration: Rule = {
  expected: "milliseconds or a time such as '500ms', '5s', '10min', '1h'",
  accepts: (value) => durationMs(value) !== null,
}
/** What one of the rules accepts. */
export const either = (...rules: readonly Rule[]): Rule => ({
  expected: rules.map((rule) => rule.expected).join(', or '),
  accepts: (value) => rules.some((rule) => rule.accepts(value)),
})

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTimezone(value: unknown): boolean {
  if (typeof value !== 'string') return false
  // Asking Intl costs start-up time; nearly everybody leaves the default.
  if (value === 'UTC') return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
