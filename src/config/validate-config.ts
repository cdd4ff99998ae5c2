import { similarNames } from '../text/index.ts'
import type { ConfigProblem } from './config-problem.ts'
import type { DatabaseConfig, LimbeckConfig, ReviewConfig } from './config.ts'

/** What a value must be, in words and as a test. `keys` leads into an object. */
interface Rule {
  readonly expected: string
  readonly accepts: (value: unknown) => boolean
  readonly keys?: Rules
}
type Rules = { readonly [key: string]: Rule }
type RulesFor<Config> = { readonly [Key in keyof Config]-?: Rule }

const text: Rule = { expected: 'a text', accepts: (value) => typeof value === 'string' && value !== '' }
const texts: Rule = {
  expected: 'a text or a list of texts',
  accepts: (value) => text.accepts(value) || (Array.isArray(value) && value.length > 0 && value.every(text.accepts)),
}
const textList: Rule = {
  expected: 'a list of texts',
  accepts: (value) => Array.isArray(value) && value.every(text.accepts),
}
const count: Rule = {
  expected: 'a whole number, 0 or more',
  accepts: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
}
const severities = ['error', 'warning', 'note']
const severity = (last: 'off' | 'never'): Rule => ({
  expected: `one of 'error', 'warning', 'note', '${last}'`,
  accepts: (value) => severities.includes(String(value)) || value === last,
})
const object = (keys: Rules): Rule => ({ expected: 'an object', accepts: isObject, keys })
const timezone: Rule = { expected: 'the name of a time zone, such as Europe/Berlin or UTC', accepts: isTimezone }

const reviewRules: RulesFor<ReviewConfig> = {
  rules: {
    expected: "an object of rule ids with 'error', 'warning', 'note' or 'off'",
    accepts: (value) => isObject(value) && Object.values(value).every(severity('off').accepts),
  },
  failOn: severity('never'),
}

const databaseRules: RulesFor<DatabaseConfig> = {
  url: { expected: 'a database URL', accepts: (value) => typeof value === 'string' },
  models: texts,
  migrations: texts,
  versionTable: text,
  versionTableSchema: text,
  schemas: textList,
  namingConvention: object({ ix: text, uq: text, ck: text, fk: text, pk: text }),
  lockTimeoutMs: count,
  exclude: textList,
  fileTemplate: text,
  truncateSlugLength: count,
  timezone,
  review: object(reviewRules),
}

const configRules: RulesFor<LimbeckConfig> = {
  ...databaseRules,
  databases: { expected: 'an object of databases by name', accepts: isObject },
}

/** What people coming from Alembic and other tools write for a key. */
const otherWords: { readonly [word: string]: string } = {
  scriptlocation: 'migrations',
  versionlocations: 'migrations',
  targetmetadata: 'models',
  schema: 'models',
  sqlalchemyurl: 'url',
  databaseurl: 'url',
  connectionstring: 'url',
  dbcredentials: 'url',
  out: 'migrations',
  includeschemas: 'schemas',
}

/**
 * Everything that is wrong in what a configuration file exports; nothing when it is a {@link LimbeckConfig}.
 * A key whose value is undefined counts as left out.
 */
export function findConfigProblems(config: unknown): readonly ConfigProblem[] {
  if (!isObject(config)) {
    const message = `A configuration must be an object, not ${nameOf(config)}.`
    return [{ key: '', message, hint: 'Write `export default defineConfig({ … })`.' }]
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
  return [...problemsIn('', config, configRules), ...inner]
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
  if (!rule.accepts(value)) {
    return [{ key, message: `"${key}" must be ${rule.expected}, not ${nameOf(value)}.`, hint: null }]
  }
  return rule.keys !== undefined && isObject(value) ? problemsIn(key, value, rule.keys) : []
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

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
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
