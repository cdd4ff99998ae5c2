import type {
  AddColumn,
  AlterColumn,
  AlterTable,
  ColumnChanges,
  CreateConstraint,
  TableChange,
} from '../../src/operations/index.ts'
import type { Check, Column, ForeignKey, Unique } from '../../src/schema/index.ts'

/** Small makers of objects and operations with everything left out that a test does not speak of. */

export function aColumn(table: string, name: string, more: Partial<Column> = {}): Column {
  return {
    kind: 'column',
    namespace: null,
    table,
    name,
    type: { kind: 'text' },
    nullable: true,
    default: null,
    identity: null,
    generated: null,
    collation: null,
    comment: null,
    ...more,
  }
}

export function aCheck(table: string, name: string, sql: string): Check {
  return { kind: 'check', namespace: null, table, name, nameSource: 'given', expression: { sql, canonical: null } }
}

export function aUnique(table: string, name: string, columns: readonly string[]): Unique {
  const plain = { deferrable: 'no', nullsNotDistinct: false, include: [] } as const
  return { kind: 'unique', namespace: null, table, name, nameSource: 'given', columns, ...plain }
}

export function aForeignKey(
  table: string,
  name: string,
  columns: readonly string[],
  references: { readonly table: string; readonly columns: readonly string[] },
  more: Partial<ForeignKey> = {},
): ForeignKey {
  const plain = { onDelete: 'no action', onUpdate: 'no action', deferrable: 'no', match: 'simple' } as const
  return {
    kind: 'foreignKey',
    namespace: null,
    table,
    name,
    nameSource: 'given',
    columns,
    references: { namespace: null, ...references },
    ...plain,
    ...more,
  }
}

export function addColumn(column: Column): AddColumn {
  return { kind: 'addColumn', column, ifNotExists: false }
}

export function alterColumn(
  table: string,
  column: string,
  changes: ColumnChanges,
  using: string | null = null,
): AlterColumn {
  return { kind: 'alterColumn', namespace: null, table, column, changes, using }
}

export function createConstraint(constraint: CreateConstraint['constraint']): CreateConstraint {
  return { kind: 'createConstraint', constraint }
}

export function alterTable(
  table: string,
  changes: readonly TableChange[],
  rebuild: AlterTable['rebuild'] = 'auto',
): AlterTable {
  return { kind: 'alterTable', namespace: null, table, changes, rebuild }
}

export function dropColumn(table: string, column: string): TableChange {
  return { kind: 'dropColumn', namespace: null, table, column, ifExists: false }
}

export function renameColumn(table: string, column: string, to: string): TableChange {
  return { kind: 'renameColumn', namespace: null, table, column, to }
}

export function dropConstraint(table: string, name: string): TableChange {
  return { kind: 'dropConstraint', namespace: null, table, name, constraintKind: null, ifExists: false }
}
