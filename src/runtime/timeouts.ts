import type { Timeouts } from '../revisions/index.ts'
import { durationMs } from '../text/index.ts'
import type { TimeoutLimits } from './run-settings.ts'

/** The limits of the project with those of one file over them. */
export function limitsOver(under: TimeoutLimits, own: Timeouts | undefined): TimeoutLimits {
  return {
    lockMs: own?.lock === undefined ? under.lockMs : durationMs(own.lock),
    statementMs: own?.statement === undefined ? under.statementMs : durationMs(own.statement),
    lockRetries: own?.lockRetries ?? under.lockRetries,
  }
}
