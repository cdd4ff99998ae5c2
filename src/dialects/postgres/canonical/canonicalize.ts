import {
  type Catalog,
  type CatalogDraft,
  type Column,
  type ColumnDefault,
  type Expression,
  type Index,
  editCatalog,
  idOf,
} from '../../../schema/index.ts'
import type { Connection } from '../../index.ts'
import { comparableDefault } from '../defaults/comparable-default.ts'
import { postgres12Grammar, postgresGrammar } from '../grammar.ts'
import { postgresCapabilities } from '../capabilities.ts'
import { explainError } from '../errors/explain-error.ts'
import { findCandidates } from './find-candidates.ts'
import { withTextRequirements } from '../objects/text-requirements.ts'
import { type Probe, probesOf } from './probe-statements.ts'
import { runProbes } from './run-probes.ts'

/**
 * Brings what models say to the spelling of the server where it differs from what was found. Costs no query when
 * nothing differs, else three round trips, in a transaction that is rolled back.
 *
 * @throws LimbeckError LB4110 when the server refuses an expression, LB61xx when it does not let us ask
 */
export async function canonicalize(wanted: Catalog, found: Catalog, connection: Connection | null): Promise<Catalog> {
  const draft = editCatalog(wanted)
  takeOverIdentities(draft, found)
  if (connection === null) return withTextRequirements(draft)
  const grammar = postgresCapabilities(connection.serverVersion).randomUuid ? postgresGrammar : postgres12Grammar
  const { types, probes } = probesOf(findCandidates(draft, found), draft, found, grammar)
  const spelled = await runProbes(connection, types, probes).catch((error: unknown) => {
    throw explainError(error, null)
  })
  for (const probe of probes) fillIn(draft, probe, spelled, found)
  return draft
}

/** `.autoincrement()` asks for numbers and does not care how: what the database does already is right. */
function takeOverIdentities(draft: CatalogDraft, found: Catalog): void {
  for (const table of draft.tables()) {
    for (const member of draft.membersOf(table)) {
      if (member.kind !== 'column' || member.identity?.generation !== 'auto') continue
      const counterpart = found.get(idOf(member))
      // It replaces the column in its place, which the loop has passed.
      if (counterpart?.kind === 'column' && counterpart.identity !== null)
        draft.put({ ...member, identity: counterpart.identity })
    }
  }
}

function fillIn(draft: CatalogDraft, probe: Probe, spelled: Catalog, found: Catalog): void {
  const { candidates, name } = probe
  const member = { namespace: null, table: name }
  for (const column of candidates.columns) {
    const answer = spelled.get({ kind: 'column', ...member, name: column.name })
    const counterpart = found.get({
      kind: 'column',
      namespace: column.namespace,
      table: column.table,
      name: column.name,
    })
    if (answer?.kind === 'column')
      draft.put(spelledColumn(column, answer, counterpart?.kind === 'column' ? counterpart : null))
  }
  candidates.checks.forEach((check, index) => {
    const answer = spelled.get({ kind: 'check', ...member, name: probe.checkNames[index] ?? '' })
    if (answer?.kind === 'check') draft.put({ ...check, expression: withSpelling(check.expression, answer.expression) })
  })
  candidates.indexes.forEach((index, at) => {
    const answer = spelled.get({ kind: 'index', ...member, name: probe.indexNames[at] ?? '' })
    if (answer?.kind === 'index') draft.put(spelledIndex(index, answer))
  })
}

function withSpelling(written: Expression, answer: Expression): Expression {
  return { sql: written.sql, canonical: answer.canonical ?? answer.sql }
}

function spelledColumn(column: Column, answer: Column, found: Column | null): Column {
  return {
    ...column,
    default: spelledDefault(column, answer.default, found),
    generated:
      column.generated === null || answer.generated === null
        ? column.generated
        : { ...column.generated, expression: withSpelling(column.generated.expression, answer.generated.expression) },
  }
}

/** A literal stays as it was written unless the database has the same one in its own spelling ('2020-01-01 00:00:00'). */
function spelledDefault(column: Column, answer: ColumnDefault | null, found: Column | null): ColumnDefault | null {
  const { default: written, type } = column
  if (written === null) return written
  // The server keeps no default that says NULL and nothing else.
  if (answer === null) return written.kind === 'expression' ? null : written
  const isSame = found !== null && comparableDefault(answer, type) === comparableDefault(found.default, type)
  if (written.kind === 'expression' && answer.kind === 'expression') {
    return { kind: 'expression', expression: withSpelling(written.expression, answer.expression) }
  }
  return isSame ? answer : written
}

function spelledIndex(index: Index, answer: Index): Index {
  return {
    ...index,
    parts: index.parts.map((part, at) => {
      const other = answer.parts[at]
      if (other === undefined) return part
      return {
        ...part,
        expression:
          part.expression === null || other.expression === null
            ? part.expression
            : withSpelling(part.expression, other.expression),
        operatorClass: other.operatorClass,
        collation: other.collation,
      }
    }),
    where: index.where === null || answer.where === null ? index.where : withSpelling(index.where, answer.where),
  }
}
