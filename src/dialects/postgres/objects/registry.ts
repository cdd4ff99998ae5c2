import { aggregate } from './aggregate.ts'
import { collation } from './collation.ts'
import { compositeType } from './composite-type.ts'
import { domain } from './domain.ts'
import { eventTrigger } from './event-trigger.ts'
import { exclusionConstraint } from './exclusion-constraint.ts'
import { extension } from './extension.ts'
import { materializedView } from './materialized-view.ts'
import type { ObjectType } from './object-type.ts'
import { policy } from './policy.ts'
import { publication } from './publication.ts'
import { rangeType } from './range-type.ts'
import { constraintComment, indexComment, schemaComment, typeComment } from './remark.ts'
import { functionType, procedure } from './routine.ts'
import { rowSecurity } from './row-security.ts'
import { rule } from './rule.ts'
import { sequence } from './sequence.ts'
import { sequenceOwner } from './sequence-owner.ts'
import { statisticsObject } from './statistics-object.ts'
import { trigger } from './trigger.ts'
import { view } from './view.ts'

/** Every type of defined object: one line each. */
const types: readonly ObjectType[] = [
  extension,
  collation,
  sequence,
  sequenceOwner,
  domain,
  compositeType,
  rangeType,
  functionType,
  procedure,
  aggregate,
  exclusionConstraint,
  view,
  materializedView,
  rule,
  trigger,
  rowSecurity,
  policy,
  statisticsObject,
  publication,
  eventTrigger,
  schemaComment,
  typeComment,
  constraintComment,
  indexComment,
]

export const objectTypes: ReadonlyMap<string, ObjectType> = new Map(types.map((type) => [type.objectType, type]))
