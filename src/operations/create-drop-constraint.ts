import {
  type Catalog,
  type Constraint,
  type DefinedObject,
  type TableRef,
  displayTable,
  idOf,
  tableOf,
} from '../schema/index.ts'
import { alterStatement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printTableCall } from './source/call-place.ts'
import {
  findConstraint,
  requireColumn,
  requireConstraint,
  requireFreeConstraintName,
  requireTable,
  stateError,
  wordFor,
} from './catalog-state.ts'
import { isLoose, requireUnneededKey } from './column-use.ts'
import { printConstraint } from './source/constraint-source.ts'
import type { CreateConstraint, DropConstraint, Operation } from './data.ts'
import { touchesOfDropping } from './defined-object.ts'
import { defineOperation } from './definition.ts'
import { findExclusion } from './exclude-constraint.ts'
import { forgetDefinition } from './forget-definition.ts'
import { nothingToUndo, reversible } from './reversal.ts'
import { columnId, needs, removes, settleTouches, tableId, touchesOfMaking, touchesOfRemoving } from './touches.ts'

const refOf = (op: DropConstraint): TableRef => ({ namespace: op.namespace, name: op.table })

export const createConstraint = defineOperation<CreateConstraint>({
  kind: 'createConstraint',
  touches: (op, before) => settleTouches(touchesOfMaking(op.constraint, before)),
  reverse(op, before) {
    const { namespace, table, name, kind } = op.constraint
    const operations: Operation[] = [
      { kind: 'dropConstraint', namespace, table, name, constraintKind: kind, ifExists: false },
    ]
    // A primary key makes its columns NOT NULL, and they stay so without it.
    for (const column of kind === 'primaryKey' && op.nullable !== true ? op.constraint.columns : []) {
      const found = before.get(columnId(tableOf(op.constraint), column))
      if (found?.kind !== 'column' || !found.nullable) continue
      operations.push({ kind: 'alterColumn', namespace, table, column, changes: { nullable: true }, using: null })
    }
    return reversible(operations)
  },
  apply(draft, op) {
    const { constraint } = op
    const ref = tableOf(constraint)
    requireTable(draft, ref)
    requireFreeConstraintName(draft, ref, constraint.name)
    if (constraint.kind !== 'check') for (const column of constraint.columns) requireColumn(draft, ref, column)
    if (constraint.kind === 'primaryKey') {
      const known = draft.definitionOf(ref)?.primaryKey
      if (known)
        throw stateError(`Table '${displayTable(ref)}' has a primary key '${known.name}' already.`, idOf(known))
    }
    if (constraint.kind === 'foreignKey' && !isLoose(constraint)) {
      const { namespace, table, columns } = constraint.references
      requireTable(draft, { namespace, name: table })
      for (const column of columns) requireColumn(draft, { namespace, name: table }, column)
    }
    if (constraint.kind === 'primaryKey' && op.nullable !== true) {
      for (const column of constraint.columns) draft.put({ ...requireColumn(draft, ref, column), nullable: false })
    }
    draft.put(constraint)
    forgetDefinition(draft, ref)
  },
  emit: (op, grammar) => [
    alterStatement(
      grammar.qualified(op.constraint.namespace, op.constraint.table),
      `ADD ${grammar.constraintDefinition(op.constraint)}`,
    ),
  ],
  source: (op, writer, receiver) => printConstraint(op, writer, receiver),
  describe: (op) => `Add ${describeConstraint(op.constraint)} to ${displayTable(tableOf(op.constraint))}`,
})

/** What makes a constraint as a catalog has it: a primary key on SQLite may have columns that take NULL. */
export function creationOf(constraint: Constraint, catalog: Catalog): CreateConstraint {
  const takesNull =
    constraint.kind === 'primaryKey' &&
    constraint.columns.some((name) => {
      const column = catalog.get(columnId(tableOf(constraint), name))
      return column?.kind === 'column' && column.nullable
    })
  return { kind: 'createConstraint', constraint, ...(takesNull ? { nullable: true } : {}) }
}

function describeConstraint(constraint: Constraint): string {
  const text = `${wordFor(constraint.kind)} ${constraint.name}`
  if (constraint.kind !== 'foreignKey') return text
  const { namespace, table } = constraint.references
  return `${text} referencing ${displayTable({ namespace, name: table })}`
}

/** The exclusion constraint that is meant where no kind is said. */
function exclusionOf(op: DropConstraint, catalog: Catalog): DefinedObject | undefined {
  return op.constraintKind === null ? findExclusion(catalog, refOf(op), op.name) : undefined
}

export const dropConstraint = defineOperation<DropConstraint>({
  kind: 'dropConstraint',
  touches(op, before) {
    const ref = refOf(op)
    const constraint = findConstraint(before, ref, op.name, op.constraintKind)
    if (constraint !== undefined) return settleTouches(touchesOfRemoving(constraint, before))
    const exclusion = exclusionOf(op, before)
    if (exclusion !== undefined) return touchesOfDropping(exclusion, before)
    const { constraintKind: kind, name } = op
    return kind === null
      ? [needs(tableId(ref))]
      : [needs(tableId(ref)), removes({ kind, namespace: ref.namespace, table: ref.name, name })]
  },
  reverse(op, before) {
    const exclusion = exclusionOf(op, before)
    if (exclusion !== undefined) return reversible([{ kind: 'createObject', object: exclusion }])
    if (op.ifExists && findConstraint(before, refOf(op), op.name, op.constraintKind) === undefined) return nothingToUndo
    const constraint = requireConstraint(before, refOf(op), op.name, op.constraintKind)
    return reversible([creationOf(constraint, before)])
  },
  apply(draft, op) {
    const ref = refOf(op)
    requireTable(draft, ref)
    const exclusion = exclusionOf(op, draft)
    if (exclusion !== undefined) {
      draft.remove(exclusion)
      return
    }
    if (op.ifExists && findConstraint(draft, ref, op.name, op.constraintKind) === undefined) return
    const constraint = requireConstraint(draft, ref, op.name, op.constraintKind)
    requireUnneededKey(draft, constraint)
    draft.remove(idOf(constraint))
    forgetDefinition(draft, ref)
  },
  emit: (op, grammar) => [
    alterStatement(
      grammar.qualified(op.namespace, op.table),
      `DROP CONSTRAINT ${op.ifExists ? 'IF EXISTS ' : ''}${grammar.quote(op.name)}`,
    ),
  ],
  source(op, writer, receiver) {
    printTableCall(writer, receiver, 'dropConstraint', op, (table) => [sourceString(op.name), ...table], {
      type: op.constraintKind === null ? null : sourceString(op.constraintKind),
      ifExists: op.ifExists,
    })
  },
  describe(op) {
    const what = op.constraintKind === null ? 'constraint' : wordFor(op.constraintKind)
    return `Drop ${what} ${op.name} of ${displayTable(refOf(op))}`
  },
})
