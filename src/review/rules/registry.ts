import type { ReviewRule } from '../rule.ts'
import { dataLoss } from './data-loss.ts'
import { dataNeedsMoving } from './data-needs-moving.ts'
import { foreignKeyWithoutIndex } from './foreign-key-without-index.ts'
import { irreversibleDowngrade } from './irreversible-downgrade.ts'
import { missingConstraint } from './missing-constraint.ts'
import { notReviewable } from './not-reviewable.ts'
import { oversizedRevision } from './oversized-revision.ts'
import { possibleRename } from './possible-rename.ts'
import { schemaAndDataMixed } from './schema-and-data-mixed.ts'
import { unclearName } from './unclear-name.ts'
import { unnecessaryOperation } from './unnecessary-operation.ts'
import { vagueMessage } from './vague-message.ts'

/** Every rule, in the order in which findings about the same place are listed. */
export const reviewRules: readonly ReviewRule[] = [
  possibleRename,
  dataLoss,
  dataNeedsMoving,
  irreversibleDowngrade,
  missingConstraint,
  foreignKeyWithoutIndex,
  unclearName,
  unnecessaryOperation,
  schemaAndDataMixed,
  oversizedRevision,
  vagueMessage,
  notReviewable,
]
