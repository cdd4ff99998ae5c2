import type { Json } from '../../../errors/index.ts'
import type { DefinedObject, ObjectId } from '../../../schema/index.ts'
import type { PostgresCapabilities } from '../capabilities.ts'
import type { ScopeFilter } from '../introspect/scope-filter.ts'

/** Where the objects of a type are read from. Every expression is SQL over the row `o` of the system catalog. */
export interface ObjectSource {
  /** The system catalog, as `pg_depend` knows it. */
  readonly catalog: string
  /** What else is needed, behind `FROM pg_catalog.<catalog> o`. */
  readonly joins?: string
  readonly where: string
  /** Oid of the namespace, or `NULL`. */
  readonly namespace: string
  /** Oid of the table or view that it belongs to. */
  readonly on?: string
  readonly name: string
  /** `json`; what is null in it is left out. */
  readonly attributes: string
  /** `json` of what is known besides, and never compared. */
  readonly facts?: string
  /** Its comment, where that is not what `COMMENT ON` its row says. */
  readonly comment?: string
}

/** One type of defined object: everything that limbeck knows about it, in one file. */
export interface ObjectType {
  readonly objectType: string
  /** As DDL says it: `MATERIALIZED VIEW`. */
  readonly keyword: string
  /** Its name goes on with the types of its arguments: `add(integer, integer)`. */
  readonly isOverloaded?: boolean
  source(filter: ScopeFilter, major: number): ObjectSource
  /** Attributes that count where it is made, and not in comparison. */
  readonly uncompared?: readonly string[]
  create(object: DefinedObject, target: ObjectTarget): readonly string[]
  /**
   * The statements that change it in place, or null where PostgreSQL cannot. Whatever it can, it must be able to take back.
   *
   * @param isTold a person or a plan says that it can be altered: what only the server knows is not asked for
   */
  alter?(found: DefinedObject, wanted: DefinedObject, target: ObjectTarget, isTold: boolean): readonly string[] | null
  /** The statements that take it away, where that is not `DROP <keyword> …`. */
  drop?(object: Pick<DefinedObject, 'namespace' | 'on' | 'name'>, target: ObjectTarget): readonly string[]
  /** What it stands on by its names, which the server's dependency catalog does not say. */
  standsOn?(object: DefinedObject): readonly ObjectId[]
  /** False: nothing gives it another name. */
  readonly hasOwnName?: false
  /** The statements that give it another name, where that is not `ALTER <keyword> … RENAME TO …`. */
  rename?(target: ObjectTarget, to: string, known: RenamedObject): readonly string[]
}

/** What is known of an object that gets another name. */
export interface RenamedObject {
  readonly namespace: string | null
  readonly name: string
  /** Missing where only a server could tell. */
  readonly object: DefinedObject | undefined
  readonly capabilities: Pick<PostgresCapabilities, 'multiranges'>
}

/** An object's names as SQL. */
export interface ObjectTarget {
  /** Qualified and quoted: `"billing"."add"`, of what may be overloaded without the types of its arguments. */
  readonly name: string
  /** As DROP, COMMENT and ALTER name it: `"billing"."add"(integer, integer)`, `"touch" ON "billing"."users"`. */
  readonly full: string
  /** The table or view that it belongs to; empty for what stands alone. */
  readonly on: string
}

/** A text attribute; empty when it is missing. */
export function textOf(object: DefinedObject, attribute: string): string {
  const value = object.attributes[attribute]
  return typeof value === 'string' ? value : ''
}

/** Texts of a list attribute; none when it is missing. */
export function textsOf(object: DefinedObject, attribute: string): readonly string[] {
  const value = object.attributes[attribute]
  return Array.isArray(value) ? value.map(String) : []
}

/** Whether two objects differ in nothing but these attributes. */
export function differOnlyIn(found: DefinedObject, wanted: DefinedObject, attributes: readonly string[]): boolean {
  const rest = (object: DefinedObject) =>
    JSON.stringify(
      Object.entries(object.attributes)
        .filter(([name]) => !attributes.includes(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  return rest(found) === rest(wanted)
}

/** An attribute that holds texts under names; empty when it is missing. */
export function textsByName(object: DefinedObject, attribute: string): ReadonlyMap<string, string> {
  const value: Json | undefined = object.attributes[attribute]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map(
    Object.entries(value).map(([name, text]) => [name, typeof text === 'string' ? text : JSON.stringify(text)]),
  )
}

/** Names whose texts differ, of either side. */
export function changedNames(
  found: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...found.keys(), ...wanted.keys()])].filter((name) => found.get(name) !== wanted.get(name))
}

/** SQL for the name of a collation, as DDL says it. */
export function collationName(oid: string): string {
  return `(SELECT CASE WHEN pg_catalog.pg_collation_is_visible(l.oid) THEN '' ELSE pg_catalog.quote_ident(ln.nspname) || '.' END || pg_catalog.quote_ident(l.collname)
        FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace WHERE l.oid = ${oid})`
}
