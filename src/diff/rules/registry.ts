import type { Operation } from '../../operations/index.ts'
import type { ObjectKind } from '../../schema/index.ts'
import type { Delta } from '../compare-catalogs.ts'
import { columnRule } from './column-rule.ts'
import { constraintRule } from './constraint-rule.ts'
import { definedRule } from './defined-rule.ts'
import type { DifferenceRule, RuleContext } from './difference-rule.ts'
import { enumTypeRule } from './enum-type-rule.ts'
import { indexRule } from './index-rule.ts'
import { namespaceRule } from './namespace-rule.ts'
import { tableRule } from './table-rule.ts'

/** One line per kind of object that is compared. */
const rules: { readonly [Kind in Exclude<ObjectKind, 'other'>]: DifferenceRule<Kind> } = {
  namespace: namespaceRule,
  table: tableRule,
  column: columnRule,
  primaryKey: constraintRule<'primaryKey'>(),
  unique: constraintRule<'unique'>(),
  foreignKey: constraintRule<'foreignKey'>(),
  check: constraintRule<'check'>(),
  index: indexRule,
  enumType: enumTypeRule,
  defined: definedRule,
}

/**
 * The atomic operations of one difference.
 *
 * @throws LimbeckError LB5001 or LB5010 when no operation can do it.
 */
export function operationsOf(delta: Delta, context: RuleContext): readonly Operation[] {
  const { kind } = 'object' in delta ? delta.object : delta.wanted
  if (kind === 'other') return []
  // The rule is looked up by the kind of the object, so it takes objects of this kind.
  const rule = rules[kind] as unknown as DifferenceRule<ObjectKind>
  if (delta.kind === 'added') return rule.added(delta.object, context)
  if (delta.kind === 'removed') return rule.removed(delta.object, context)
  return delta.kind === 'changed' ? rule.changed(delta, context) : rule.renamed(delta.found, delta.wanted)
}
