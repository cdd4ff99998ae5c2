import { configurationCodes } from './codes/configuration.ts'
import { connectionCodes } from './codes/connection.ts'
import { diffCodes } from './codes/diff.ts'
import { executionCodes } from './codes/execution.ts'
import { internalCodes } from './codes/internal.ts'
import { modelCodes } from './codes/models.ts'
import { postgresCodes } from './codes/postgres.ts'
import { reviewCodes } from './codes/review.ts'
import { revisionCodes } from './codes/revisions.ts'
import { sqliteCodes } from './codes/sqlite.ts'

/** All error codes: LB1 configuration, LB2 revisions, LB3 models, LB4 connection and introspection, LB5 diff and plan, LB6 execution, LB7 review, LB9 faults of limbeck. */
export const errorCodes = {
  ...configurationCodes,
  ...revisionCodes,
  ...modelCodes,
  ...connectionCodes,
  ...diffCodes,
  ...executionCodes,
  ...postgresCodes,
  ...sqliteCodes,
  ...reviewCodes,
  ...internalCodes,
} as const

export type ErrorCode = keyof typeof errorCodes
