import { LimbeckError, assertNever } from '../../errors/index.ts'
import type {
  AddEnumValue,
  DropEnumValue,
  RenameEnum,
  RenameEnumValue,
  ReorderEnumValues,
} from '../../operations/index.ts'
import type { Catalog, Column } from '../../schema/index.ts'
import { type Statement, alterStatement } from '../../sql/index.ts'
import type { EmitContext } from '../index.ts'
import { enumCheck, enumMarkerName } from './enum-marker.ts'
import { noNamespaces, quote } from './names.ts'
import { triggerTexts } from './objects/index.ts'
import { type EnumMove, TableDraft, rebuildStatements } from './rebuild/index.ts'

type EnumChange = RenameEnum | AddEnumValue | DropEnumValue | RenameEnumValue | ReorderEnumValues

/**
 * A change of an enum type, which is a check in every table that uses it: the check is replaced where this version can,
 * else the table is rebuilt. Where rows change, a table with triggers is rebuilt, too, so that none of them fires.
 */
export function enumStatements(op: EnumChange, { before, capabilities }: EmitContext): readonly Statement[] {
  if (op.namespace !== null) throw noNamespaces(op.namespace, op.name)
  const moved: EnumMove | null =
    op.kind === 'renameEnumValue'
      ? { from: op.value, to: op.to }
      : op.kind === 'dropEnumValue' && op.replacement !== null
        ? { from: op.value, to: op.replacement }
        : null
  return [...before.tables()].flatMap((table) => {
    const definition = before.definitionOf(table)
    const columns = definition?.columns.filter(({ type }) => type.kind === 'enum' && type.name === op.name) ?? []
    if (definition === undefined || columns.length === 0) return []
    const to = { name: op.kind === 'renameEnum' ? op.to : op.name, values: valuesBehind(op, before, columns) }
    const [column] = columns
    const triggers = triggerTexts(before, table)
    if (
      capabilities.alterNotNullAndCheck &&
      columns.length === 1 &&
      column !== undefined &&
      canStay(column, moved, triggers.length > 0)
    ) {
      return nativeChange(op.name, column, to, moved)
    }
    const draft = new TableDraft(definition, triggers)
    draft.setEnum(op.name, to, moved)
    return rebuildStatements(draft)
  })
}

function canStay(column: Column, moved: EnumMove | null, hasTriggers: boolean): boolean {
  // ADD CONSTRAINT refuses rows whose value is NULL.
  if (column.nullable) return false
  if (moved === null) return true
  const isDefault = column.default?.kind === 'literal' && column.default.value === moved.from
  return !isDefault && !hasTriggers
}

function nativeChange(
  type: string,
  column: Column,
  to: { readonly name: string; readonly values: readonly string[] },
  moved: EnumMove | null,
): readonly Statement[] {
  const table = quote(column.table)
  const name = quote(column.name)
  const literal = (value: string) => `'${value.replaceAll("'", "''")}'`
  return [
    alterStatement(table, `DROP CONSTRAINT ${quote(enumMarkerName(type))}`),
    ...(moved === null
      ? []
      : [
          {
            ...alterStatement(table, ''),
            sql: `UPDATE ${table} SET ${name} = ${literal(moved.to)} WHERE ${name} = ${literal(moved.from)}`,
            alter: null,
          },
        ]),
    alterStatement(
      table,
      `ADD CONSTRAINT ${quote(enumMarkerName(to.name))} CHECK (${enumCheck(column.name, to.values)})`,
    ),
  ]
}

function valuesBehind(op: EnumChange, before: Catalog, columns: readonly Column[]): readonly string[] {
  const known = before.get({ kind: 'enumType', namespace: null, name: op.name })?.values
  const own = columns.flatMap(({ type }) => (type.kind === 'enum' ? type.values : []))
  const values = known ?? [...new Set(own)]
  const mustHave = (value: string) => {
    if (values.includes(value)) return
    throw new LimbeckError('LB6156', `The enum type "${op.name}" has no value '${value}'.`, {
      hints: [`It has: ${values.map((one) => `'${one}'`).join(', ')}.`],
      details: { enumType: op.name, value },
    })
  }
  switch (op.kind) {
    case 'renameEnum':
      return values
    case 'addEnumValue': {
      if (values.includes(op.value)) return values
      const beside = op.after ?? op.before
      if (beside === null) return [...values, op.value]
      mustHave(beside)
      const place = values.indexOf(beside) + (op.after === null ? 0 : 1)
      return values.toSpliced(place, 0, op.value)
    }
    case 'dropEnumValue':
      mustHave(op.value)
      return values.filter((value) => value !== op.value)
    case 'renameEnumValue':
      mustHave(op.value)
      return values.map((value) => (value === op.value ? op.to : value))
    case 'reorderEnumValues':
      return op.values
    default:
      return assertNever(op)
  }
}
