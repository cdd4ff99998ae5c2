import { significantTokens, tokenizeSql } from '../text/index.ts'
import {
  type DefinedModel,
  type DefinedObjectOptions,
  type Definition,
  type Owner,
  databaseObject,
  definitionText,
  ownerOf,
} from './defined-object.ts'
import { spellName } from './sql-expression.ts'

/** What still needs its definition. */
export interface DefinedStart {
  as(definition: Definition): DefinedModel
}

/** Options of {@link view}. */
export interface ViewOptions extends DefinedObjectOptions {
  /** PostgreSQL: storage parameters, such as `security_invoker=true`. */
  readonly options?: readonly string[]
}

/**
 * A view.
 *
 * @example
 * ```ts
 * export const activeUsers = view('active_users').as(sql`SELECT ${users.id} FROM ${users} WHERE ${users.active}`)
 * ```
 */
export function view(name: string, { options, ...more }: ViewOptions = {}): DefinedStart {
  return {
    as: (definition) =>
      databaseObject('view', name, { definition: definitionText(definition), ...listed('options', options) }, more),
  }
}

/** Options of {@link materializedView}. */
export interface MaterializedViewOptions extends ViewOptions {
  /** Indexes by name, each as the whole statement that creates it. */
  readonly indexes?: { readonly [name: string]: Definition }
  /** False: it is made empty, and filled by the first REFRESH. Default true. */
  readonly withData?: boolean
}

/** A materialized view (PostgreSQL). */
export function materializedView(name: string, given: MaterializedViewOptions = {}): DefinedStart {
  const { options, indexes, withData, ...more } = given
  const texts = Object.entries(indexes ?? {}).map(([index, text]) => [index, definitionText(text)] as const)
  return {
    as: (definition) =>
      databaseObject(
        'materialized view',
        name,
        {
          definition: definitionText(definition),
          ...listed('options', options),
          ...(texts.length === 0 ? {} : { indexes: Object.fromEntries(texts) }),
          ...(withData === false ? { populated: false } : {}),
        },
        more,
      ),
  }
}

/**
 * A function (PostgreSQL).
 *
 * @param name with the types of its arguments, which tell overloaded functions apart: `add(integer, integer)`
 * @param definition everything behind the name, or the whole CREATE FUNCTION statement
 * @example
 * ```ts
 * export const add = fn('add(integer, integer)', `(a integer, b integer) RETURNS integer
 *   LANGUAGE sql IMMUTABLE AS 'SELECT a + b'`)
 * ```
 */
export function fn(name: string, definition: Definition, options: DefinedObjectOptions = {}): DefinedModel {
  return routine('function', name, definition, options)
}

/** The same as {@link fn}, for files in which `fn` says too little. */
export const sqlFunction = fn

/** A procedure (PostgreSQL); as {@link fn}. */
export function procedure(name: string, definition: Definition, options: DefinedObjectOptions = {}): DefinedModel {
  return routine('procedure', name, definition, options)
}

function routine(
  objectType: 'function' | 'procedure',
  name: string,
  definition: Definition,
  options: DefinedObjectOptions,
): DefinedModel {
  const text = definitionText(definition)
  const whole = /^CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\b[^(]*/i.exec(text)
  return databaseObject(objectType, name, { definition: text.slice(whole?.[0].length ?? 0) }, options)
}

/** What still needs the table or view that it belongs to. */
export interface TriggerStart {
  on(owner: Owner): DefinedStart
}

/**
 * A trigger.
 *
 * @example
 * ```ts
 * export const touch = trigger('touch').on(users).as(sql`BEFORE UPDATE FOR EACH ROW EXECUTE FUNCTION touch()`)
 * ```
 */
export function trigger(name: string, options: DefinedObjectOptions = {}): TriggerStart {
  return {
    on: (owner) => ({
      /** `definition`: when it fires and what it does, without the table; or the whole CREATE TRIGGER statement. */
      as: (definition) =>
        databaseObject(
          'trigger',
          name,
          { definition: triggerStatement(name, owner, definitionText(definition), options.schema) },
          { ...options, on: owner },
        ),
    }),
  }
}

/** The words that may stand behind the table of a trigger. */
const behindTable = /^(?:FROM|NOT|DEFERRABLE|INITIALLY|REFERENCING|FOR|WHEN|EXECUTE|BEGIN)$/i

function triggerStatement(name: string, owner: Owner, text: string, schema: string | undefined): string {
  if (/^CREATE\b/i.test(text)) return text
  const { namespace, name: table } = ownerOf(owner)
  const home = schema ?? namespace
  const target = home === null ? spellName(table) : `${spellName(home)}.${spellName(table)}`
  const next = significantTokens(tokenizeSql(text)).find(
    (token) => token.kind === 'word' && behindTable.test(token.text),
  )
  const at = next?.start ?? text.length
  const constraint = /\bDEFERRABLE\b|\bINITIALLY\b/i.test(text.slice(at, text.search(/\bEXECUTE\b|\bBEGIN\b|$/i)))
  return `CREATE ${constraint ? 'CONSTRAINT ' : ''}TRIGGER ${spellName(name)} ${text.slice(0, at).trim()} ON ${target} ${text.slice(at)}`.trim()
}

/** Options of {@link sequence}. */
export interface SequenceOptions extends DefinedObjectOptions {
  /** Default `bigint`. */
  readonly type?: 'smallint' | 'integer' | 'bigint'
  readonly start?: number | bigint
  readonly increment?: number | bigint
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly cache?: number | bigint
  readonly cycle?: boolean
}

/** A sequence that no column owns (PostgreSQL). */
export function sequence(name: string, options: SequenceOptions = {}): DefinedModel {
  const { type = 'bigint', increment = 1, cache = 1, cycle, ...rest } = options
  const [lowest, highest] = limits[type]
  const isDown = increment < 0
  const { minimum = isDown ? lowest : 1, maximum = isDown ? -1 : highest, start, ...more } = rest
  const numbers = { start: start ?? (isDown ? maximum : minimum), increment, minimum, maximum, cache }
  // The server says what it was not told, so the model does, too.
  const texts = Object.entries(numbers).map(([key, value]) => [key, String(value)] as const)
  const attributes = { type, ...Object.fromEntries(texts) }
  return databaseObject('sequence', name, cycle === true ? { ...attributes, cycle } : attributes, more)
}

/** @see https://www.postgresql.org/docs/18/sql-createsequence.html */
const limits = {
  smallint: [-32_768, 32_767],
  integer: [-2_147_483_648, 2_147_483_647],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
} as const

/** Options of {@link policy}. */
export interface PolicyOptions extends DefinedObjectOptions {
  /** Default: all commands. */
  readonly command?: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'
  /** Default: everybody. */
  readonly roles?: readonly string[]
  readonly using?: Definition
  readonly check?: Definition
  readonly restrictive?: boolean
}

/** A policy of row level security (PostgreSQL), which {@link rowSecurity} switches on. */
export function policy(name: string, options: PolicyOptions): { on(owner: Owner): DefinedModel } {
  const { command, roles, using, check, restrictive, ...more } = options
  const attributes = {
    ...(restrictive === true ? { restrictive } : {}),
    ...(command === undefined ? {} : { command }),
    ...listed('roles', roles?.toSorted()),
    ...(using === undefined ? {} : { using: definitionText(using) }),
    ...(check === undefined ? {} : { check: definitionText(check) }),
  }
  return { on: (owner) => databaseObject('policy', name, attributes, { ...more, on: owner }) }
}

/** Switches row level security on for a table (PostgreSQL). `forced`: for the table's owner too. */
export function rowSecurity(
  owner: Owner,
  { forced, ...more }: DefinedObjectOptions & { readonly forced?: boolean } = {},
): DefinedModel {
  const attributes = forced === true ? { enabled: true, forced } : { enabled: true }
  return databaseObject('row security', 'row security', attributes, { ...more, on: owner })
}

/** An extension (PostgreSQL). `version` counts where it is installed. */
export function extension(
  name: string,
  options: Omit<DefinedObjectOptions, 'comment'> & { readonly version?: string } = {},
): DefinedModel {
  const { schema, version, ...more } = options
  // It stands in no schema itself: its objects do.
  const attributes = { ...(schema === undefined ? {} : { schema }), ...(version === undefined ? {} : { version }) }
  return databaseObject('extension', name, attributes, more)
}

/** Options of {@link domain}. */
export interface DomainOptions extends DefinedObjectOptions {
  readonly notNull?: boolean
  readonly default?: Definition
  readonly collation?: string
  /** Checks by name: conditions on `VALUE`. */
  readonly checks?: { readonly [name: string]: Definition }
}

/**
 * A domain (PostgreSQL): a type with checks. A column has it as `raw('email')`.
 *
 * @example
 * ```ts
 * export const email = domain('email', 'text', { checks: { ck_email: sql`VALUE LIKE '%@%'` } })
 * ```
 */
export function domain(name: string, type: string, options: DomainOptions = {}): DefinedModel {
  const { notNull, default: value, collation, checks, ...more } = options
  const constraints = Object.entries(checks ?? {}).map(([check, text]) => [check, `CHECK (${definitionText(text)})`])
  const attributes = {
    type,
    ...(notNull === true ? { notNull } : {}),
    ...(value === undefined ? {} : { default: definitionText(value) }),
    ...(collation === undefined ? {} : { collation }),
    ...(constraints.length === 0 ? {} : { constraints: Object.fromEntries(constraints) as { [name: string]: string } }),
  }
  return databaseObject('domain', name, attributes, more)
}

function listed(name: string, items: readonly string[] | undefined) {
  return items === undefined || items.length === 0 ? {} : { [name]: [...items] }
}
