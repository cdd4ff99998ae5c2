import type { Json } from '../errors/index.ts'
import type { Column, ColumnDefault, ColumnType } from '../schema/index.ts'
import { type Overrule, equalJson } from './comparer.ts'

/** Which column a comparison function is asked about. */
export interface ColumnComparison {
  /** As `--json` calls the database: `sqlite` or `postgresql`. */
  readonly dialect: string
  readonly namespace: string | null
  readonly table: string
  readonly column: string
  /** The whole column as the database has it. */
  readonly found: Column
  /** The whole column as the models have it. */
  readonly wanted: Column
}

/** Says whether two types differ: true, false, or undefined for limbeck's own answer. */
export type CompareType = (found: ColumnType, wanted: ColumnType, context: ColumnComparison) => boolean | undefined

/** Says whether two defaults differ: true, false, or undefined for limbeck's own answer. `null` is no default. */
export type CompareDefault = (
  found: ColumnDefault | null,
  wanted: ColumnDefault | null,
  context: ColumnComparison,
) => boolean | undefined

export interface ComparisonSettings {
  /** False: types are not compared. */
  readonly compareType: boolean | CompareType
  /** False: defaults are not compared. */
  readonly compareDefault: boolean | CompareDefault
}

/** What a project says about the comparison of columns; null when it leaves that to limbeck. */
export function overruleBy({ compareType, compareDefault }: ComparisonSettings, dialect: string): Overrule | null {
  if (compareType === true && compareDefault === true) return null
  return (found, wanted, attributes) => {
    if (found.kind !== 'column' || wanted.kind !== 'column') return attributes
    const { namespace, table, name: column } = wanted
    const context: ColumnComparison = { dialect, namespace, table, column, found, wanted }
    const type = typeof compareType === 'function' ? compareType(found.type, wanted.type, context) : compareType
    const byDefault =
      typeof compareDefault === 'function' ? compareDefault(found.default, wanted.default, context) : compareDefault
    return answered(
      answered(attributes, 'type', compareType === true ? undefined : type, context),
      'default',
      compareDefault === true ? undefined : byDefault,
      context,
    )
  }
}

function answered(
  attributes: readonly string[],
  name: 'type' | 'default',
  differs: boolean | undefined,
  { found, wanted }: ColumnComparison,
): readonly string[] {
  if (differs === undefined || differs === attributes.includes(name)) return attributes
  if (!differs) return attributes.filter((attribute) => attribute !== name)
  // What is the same word for word cannot be made more alike. Objects of a catalog are JSON-safe.
  return equalJson(found[name] as Json, wanted[name] as Json) ? attributes : [...attributes, name]
}
