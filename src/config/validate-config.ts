import { similarNames } from '../text/index.ts'
import { configRules, databaseRules, otherWords } from './config-rules.ts'
import { ownCommandNames } from './own-command-names.ts'
import type { ConfigProblem } from './config-problem.ts'
import { type Rule, type Rules, isObject, object } from './value-rules.ts'

/**
 * Everything that is wrong in what a configuration file exports; nothing when it is a {@link LimbeckConfig}.
 * A key whose value is undefined counts as left out.
 */
export function findConfigProblems(config: unknown): readonly ConfigProblem[] {
  if (!isObject(config)) {
    const message = `A configuration must be an object, not ${nameOf(config)}.`
    return [
      {
        key: '',
        message,
        hint: 'Write `export default defineConfig({ … })`, or a function that returns the configuration.',
      },
    ]
  }
  const databases: unknown = config['databases']
  const inner = isObject(databases)
    ? Object.entries(databases).flatMap(([name, value]) =>
        name === 'all'
          ? [
              {
                key: `databases.${name}`,
                message: '"databases.all": `-n all` means every database.',
                hint: 'Choose another name.',
              },
            ]
          : problemsUnder(`databases.${name}`, value, object(databaseRules)),
      )
    : []
  return [...problemsIn('', config, configRules), ...wrongCommandNames(config['commands']), ...inner]
}

function problemsIn(
  prefix: string,
  value: { readonly [key: string]: unknown },
  rules: Rules,
): readonly ConfigProblem[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const full = prefix === '' ? key : `${prefix}.${key}`
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined
    if (rule === undefined) return [unknownKey(full, key, Object.keys(rules))]
    return item === undefined ? [] : problemsUnder(full, item, rule)
  })
}

function problemsUnder(key: string, value: unknown, rule: Rule): readonly ConfigProblem[] {
  if (rule.accepts(value)) return rule.keys !== undefined && isObject(value) ? problemsIn(key, value, rule.keys) : []
  const wrong = wrongParts(key, value, rule)
  return wrong.length > 0
    ? wrong
    : [{ key, message: `"${key}" must be ${rule.expected}, not ${nameOf(value)}.`, hint: null }]
}

/** Of a list or an object whose contents are wrong, what is: `exclude[1]` is the second item. */
function wrongParts(key: string, value: unknown, { items, values }: Rule): readonly ConfigProblem[] {
  if (Array.isArray(value)) {
    return items === undefined
      ? []
      : value.flatMap((item: unknown, index) => problemsUnder(`${key}[${index}]`, item, items))
  }
  return values === undefined || !isObject(value)
    ? []
    : Object.entries(value).flatMap(([name, item]) => problemsUnder(`${key}.${name}`, item, values))
}

function wrongCommandNames(commands: unknown): readonly ConfigProblem[] {
  return Object.keys(isObject(commands) ? commands : {}).flatMap((name) => {
    const isTaken = ownCommandNames.has(name)
    if (!isTaken && /^[a-z][a-z0-9-]*$/.test(name)) return []
    const message = isTaken ? 'limbeck has a command of that name itself.' : 'this cannot be the name of a command.'
    const hint = isTaken ? 'Choose another name.' : 'Names of commands are small letters, digits and hyphens.'
    return [{ key: `commands.${name}`, message: `"commands.${name}": ${message}`, hint }]
  })
}

function unknownKey(full: string, key: string, known: readonly string[]): ConfigProblem {
  const flat = key.replace(/[^a-zA-Z]/g, '').toLowerCase()
  const other = Object.hasOwn(otherWords, flat) ? otherWords[flat] : undefined
  const near =
    known.find((name) => name.toLowerCase() === flat) ??
    (other !== undefined && known.includes(other) ? other : similarNames(key, known)[0])
  const hint = near === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean \`${near}\`?`
  return { key: full, message: `"${full}" is not a key of the configuration.`, hint }
}

/** A value as it may be shown: never the text of a wrong URL. */
function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === '') return 'an empty text'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'string') return value.includes('://') ? 'a URL' : `'${value}'`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === undefined) return 'undefined'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
