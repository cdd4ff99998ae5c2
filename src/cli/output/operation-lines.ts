import type { OperationInfo } from '../../jobs/index.ts'
import type { Finding } from '../../review/index.ts'
import type { Style } from './terminal.ts'

/** One line for each operation. */
export function operationLines(operations: readonly OperationInfo[]): readonly string[] {
  return operations.map((operation) => `  ${operation.describe}`)
}

/** A finding for people: where, how bad, what, and what to do. */
export function findingLines(finding: Finding, style: Style): readonly string[] {
  const colour = { error: style.red, warning: style.yellow, note: style.cyan }[finding.severity]
  const place =
    finding.operation === null ? finding.direction : `${finding.direction}, operation ${finding.operation + 1}`
  return [
    `  ${colour(finding.severity)} ${finding.message} ${style.dim(`(${finding.rule}; ${place})`)}`,
    ...(finding.help === '' ? [] : [`    ${finding.help.replaceAll('\n', '\n    ')}`]),
  ]
}

/** `1 error, 2 warnings`; `no findings`. */
export function countFindings(findings: readonly Finding[]): string {
  const parts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return parts.length === 0 ? 'no findings' : parts.join(', ')
}
