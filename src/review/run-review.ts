import { LimbeckError } from '../errors/index.ts'
import type { ColumnType } from '../schema/index.ts'
import { similarNames } from '../text/index.ts'
import { type Finding, type Severity, severities } from './finding.ts'
import type { RecordedRevision } from './recorded-revision.ts'
import { reviewSubject } from './review-subject.ts'
import type { FindingDraft } from './rule.ts'
import { reviewRules } from './rules/registry.ts'
import { type Suppression, readSuppressions } from './suppressions.ts'

export interface ReviewOptions {
  /** Severity by rule id, from the configuration; `off` switches a rule off. */
  readonly rules: { readonly [rule: string]: Severity | 'off' }
  readonly castSafety: (from: ColumnType, to: ColumnType) => 'safe' | 'checked' | 'lossy' | 'impossible'
}

/**
 * Looks at revisions with every rule. Findings come in the order of the revisions, then of their operations.
 *
 * @throws LimbeckError LB7001 when the configuration names a rule that does not exist.
 */
export function runReview(revisions: readonly RecordedRevision[], options: ReviewOptions): readonly Finding[] {
  assertKnownRules(Object.keys(options.rules))
  return revisions.flatMap((revision) => reviewOne(revision, options))
}

/** Whether any finding is of this severity or a harder one. */
export function failsReview(findings: readonly Finding[], failOn: Severity | 'never'): boolean {
  if (failOn === 'never') return false
  return findings.some((finding) => severities.indexOf(finding.severity) <= severities.indexOf(failOn))
}

function reviewOne(revision: RecordedRevision, options: ReviewOptions): readonly Finding[] {
  const suppressions = readSuppressions(revision.text)
  const used = new Set<Suppression>()
  const subject = reviewSubject(revision, options.castSafety)
  const findings: Finding[] = []
  for (const rule of reviewRules) {
    const configured = options.rules[rule.id]
    if (configured === 'off') continue
    for (const draft of rule.check(subject)) {
      const allowed = suppressions.filter((one) => one.rule === rule.id)
      for (const one of allowed) used.add(one)
      if (!allowed.some((one) => one.reason !== '')) {
        findings.push(toFinding(draft, rule.id, configured ?? draft.severity ?? rule.severity, revision))
      }
    }
  }
  findings.push(...suppressionFindings(suppressions, used, revision, options))
  const place = (finding: Finding) => finding.operation ?? -1
  return findings.sort((a, b) => place(a) - place(b))
}

function toFinding(draft: FindingDraft, rule: string, severity: Severity, revision: RecordedRevision): Finding {
  return {
    rule,
    severity,
    message: draft.message,
    help: draft.help,
    revision: revision.id,
    file: revision.file,
    direction: draft.direction ?? 'upgrade',
    operation: draft.position ?? null,
    objects: draft.objects ?? [],
  }
}

/** A suppression must give a reason, must name a rule that exists, and must still be needed. */
function suppressionFindings(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  revision: RecordedRevision,
  options: ReviewOptions,
): readonly Finding[] {
  const configured = options.rules['suppression']
  if (configured === 'off') return []
  return suppressions.flatMap((one) => {
    const draft = suppressionFinding(one, used.has(one))
    return draft === null ? [] : [toFinding(draft, 'suppression', configured ?? draft.severity ?? 'note', revision)]
  })
}

function suppressionFinding(suppression: Suppression, used: boolean): FindingDraft | null {
  const { rule, line } = suppression
  if (!reviewRules.some((known) => known.id === rule)) {
    const near = similarNames(
      rule,
      reviewRules.map((known) => known.id),
    )[0]
    return {
      message: `Line ${line} allows "${rule}", which is not a rule`,
      help: near === undefined ? 'See docs/rules for the rules.' : `Did you mean "${near}"?`,
      severity: 'warning',
    }
  }
  if (suppression.reason === '') {
    return {
      message: `Line ${line} allows ${rule} without a reason, so it has no effect`,
      help: `Say why: // limbeck-allow ${rule}: <reason>`,
      severity: 'warning',
    }
  }
  if (!used)
    return { message: `Line ${line} allows ${rule}, but there is nothing to allow`, help: 'Remove the comment.' }
  return null
}

/**
 * Refuses names of rules that no rule has.
 *
 * @throws LimbeckError LB7001
 */
export function assertKnownRules(names: readonly string[]): void {
  for (const name of names) {
    if (name === 'suppression' || reviewRules.some((rule) => rule.id === name)) continue
    const near = similarNames(
      name,
      reviewRules.map((rule) => rule.id),
    )
    throw new LimbeckError('LB7001', `The configuration's review.rules names "${name}", which is not a rule.`, {
      hints:
        near.length > 0
          ? [`Did you mean "${near[0]}"?`]
          : [`The rules are ${reviewRules.map((rule) => rule.id).join(', ')}.`],
      details: { rule: name },
    })
  }
}
