import { type Operation, creationOf } from '../../operations/index.ts'
import type { Constraint, ConstraintKind } from '../../schema/index.ts'
import { memberChange } from './attribute-changes.ts'
import { warnOfLooseKey } from './loose-foreign-key.ts'
import type { DifferenceRule } from './difference-rule.ts'

/** Primary keys, uniques, checks and foreign keys: what the database cannot change in place is dropped and created. */
export function constraintRule<Kind extends ConstraintKind>(): DifferenceRule<Kind> {
  const rule: DifferenceRule<ConstraintKind> = {
    added(constraint, { wanted, notes }) {
      warnOfLooseKey(constraint, wanted, notes)
      return [creationOf(constraint, wanted)]
    },
    removed: (constraint) => [dropConstraint(constraint)],
    changed(delta, context) {
      const change = memberChange(delta, context)
      return change === null ? [dropConstraint(delta.found), creationOf(delta.wanted, context.wanted)] : [change]
    },
    renamed: ({ namespace, table, name }, { name: to }) => [{ kind: 'renameConstraint', namespace, table, name, to }],
  }
  // What takes every constraint takes those of one kind; the compiler loses that in the deltas.
  return rule as unknown as DifferenceRule<Kind>
}

export function createConstraint(constraint: Constraint): Operation {
  return { kind: 'createConstraint', constraint }
}

export function dropConstraint({ namespace, table, name, kind }: Constraint): Operation {
  return { kind: 'dropConstraint', namespace, table, name, constraintKind: kind, ifExists: false }
}
