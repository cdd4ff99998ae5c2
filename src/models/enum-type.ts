import { enumTypeBrand, hasBrand, schemaRenamedFrom } from './brands.ts'
import { columnOf } from './column-builder.ts'
import type { EnumTypeState } from './column-state.ts'
import type { EnumTyping } from './column-typing.ts'
import type { NewColumn } from './columns.ts'

/** Options of {@link enumType}. */
export interface EnumTypeOptions<Value extends string = string> {
  /** PostgreSQL schema of the type. Default: the connection's. */
  readonly schema?: string
  /** Describes the type in the database, where it keeps comments. */
  readonly comment?: string
  /** The name that the type had. Autogenerate then renames it. */
  readonly renamedFrom?: string
  /** Values that had another name: `{ archived: 'deleted' }` renames `deleted` to `archived`. */
  readonly renamedValues?: { readonly [New in Value]?: string }
  /** Set by `schema()`. */
  readonly [schemaRenamedFrom]?: string
}

/** An enum type: call it for a column of the type. */
export interface EnumType<Value extends string = string> {
  (): NewColumn<EnumTyping<Value>>
  readonly [enumTypeBrand]: EnumTypeState
  readonly name: string
  readonly values: readonly Value[]
}

/**
 * Declares an enum type with its values in their order; call what it returns for a column of the type.
 *
 * PostgreSQL gets a type of this name, SQLite text with a check.
 *
 * @example
 * ```ts
 * export const crewStatus = enumType('crew_status', ['draft', 'active', 'archived'])
 * export const crews = table('crews', { status: crewStatus().notNull().default('draft') })
 * ```
 */
export function enumType<const Value extends string>(
  name: string,
  values: readonly Value[],
  options: EnumTypeOptions<NoInfer<Value>> = {},
): EnumType<Value> {
  const state: EnumTypeState = {
    namespace: options.schema ?? null,
    name,
    values: [...values],
    comment: options.comment ?? null,
    renamedFrom: options.renamedFrom ?? null,
    schemaRenamedFrom: options[schemaRenamedFrom] ?? null,
    renamedValues: Object.fromEntries(
      Object.entries<string | undefined>(options.renamedValues ?? {}).flatMap(([to, from]) =>
        from === undefined ? [] : [[to, from] as const],
      ),
    ),
  }
  const type = { kind: 'enum', namespace: state.namespace, name, values: state.values } as const
  const make = () => columnOf<EnumTyping<Value>>(type, state)
  // `name` of a function is configurable; the other properties are new.
  return Object.defineProperties(make, {
    name: { value: name },
    values: { value: state.values, enumerable: true },
    [enumTypeBrand]: { value: state },
  }) as unknown as EnumType<Value>
}

export function isEnumType(value: unknown): value is EnumType {
  return hasBrand(value, enumTypeBrand)
}
