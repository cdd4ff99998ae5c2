import {
  type Catalog,
  type Constraint,
  type Index,
  type TableRef,
  displayTable,
  withAttributes,
} from '../schema/index.ts'
import { sourceString } from '../text/index.ts'
import { printTableCall } from './source/call-place.ts'
import { attributeEntries } from './source/member-source.ts'
import { requireConstraint, requireIndex, wordFor } from './catalog-state.ts'
import type { AlterMember } from './data.ts'
import { type OperationDefinition, defineOperation } from './definition.ts'
import { noStatementsFor } from './defined-object.ts'
import { replaceMember } from './replace-member.ts'
import { reversible } from './reversal.ts'
import { previousOf } from './set-table-options.ts'
import { changes, needs, tableId } from './touches.ts'

const refOf = (op: AlterMember): TableRef => ({ namespace: op.namespace, name: op.table })

export const alterMember: OperationDefinition<AlterMember> = defineOperation<AlterMember>({
  kind: 'alterMember',
  touches: (op) => [
    needs(tableId(refOf(op))),
    changes({ kind: op.memberKind, namespace: op.namespace, table: op.table, name: op.name }),
  ],
  reverse(op, before) {
    const found = requireMember(before, op)
    return reversible([
      {
        ...op,
        ...(op.deferrable === undefined || !('deferrable' in found) ? {} : { deferrable: found.deferrable }),
        ...(op.attributes === undefined ? {} : { attributes: previousOf(op.attributes, found.attributes) }),
      },
    ])
  },
  apply(draft, op) {
    const found = requireMember(draft, op)
    replaceMember(draft, found, alteredMember(found, op))
  },
  emit: (op) => noStatementsFor(alterMember.describe(op)),
  source(op, writer, receiver) {
    const method = op.memberKind === 'index' ? 'alterIndex' : 'alterConstraint'
    printTableCall(
      writer,
      receiver,
      method,
      op,
      (table) => [sourceString(op.name), ...table],
      {
        type: op.memberKind === 'index' ? null : sourceString(op.memberKind),
      },
      'schema',
      {
        ...(op.deferrable === undefined ? {} : { deferrable: sourceString(op.deferrable) }),
        ...attributeEntries(op.attributes ?? {}),
      },
    )
  },
  describe(op) {
    const names = [...(op.deferrable === undefined ? [] : ['deferrable']), ...Object.keys(op.attributes ?? {})]
    return `Alter ${wordFor(op.memberKind)} ${op.name} of ${displayTable(refOf(op))} (${names.join(', ')})`
  },
})

/** @throws LimbeckError LB5003 when there is none of that name. */
export function requireMember(catalog: Catalog, op: AlterMember): Constraint | Index {
  return op.memberKind === 'index'
    ? requireIndex(catalog, op)
    : requireConstraint(catalog, refOf(op), op.name, op.memberKind)
}

/** The constraint or index behind the operation. */
export function alteredMember(found: Constraint | Index, op: AlterMember): Constraint | Index {
  const next = withAttributes(found, op.attributes ?? {})
  return op.deferrable === undefined || !('deferrable' in next) ? next : { ...next, deferrable: op.deferrable }
}
