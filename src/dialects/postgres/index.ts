import type { Dialect, ScriptFrame, TypeSystem } from '../index.ts'
import { canonicalize } from './canonical/canonicalize.ts'
import { postgresCapabilities } from './capabilities.ts'
import { comparable } from './comparable.ts'
import { postgresDriver } from './driver.ts'
import { emit, readsBefore } from './emit/emit.ts'
import { altersMember } from './emit/emit-member.ts'
import { explainError } from './errors/explain-error.ts'
import { explainRows } from './errors/rows/explain-rows.ts'
import { postgresGrammar } from './grammar.ts'
import { introspect } from './introspect/introspect.ts'
import { altersObject, renamesObject } from './objects/emit-object.ts'
import { rolesOf } from './roles.ts'
import { rowKey } from './row-key.ts'
import { createScratch, scratchSession } from './scratch.ts'
import { postgresSession } from './session.ts'
import { conversionOf } from './types/conversion.ts'
import { parseType } from './types/parse-type.ts'
import { printType } from './types/print-type.ts'

const types: TypeSystem = {
  print: printType,
  parse: parseType,
  castSafety: (from, to) => conversionOf(from, to).safety,
}

/**
 * Scripts need nothing around them. They are written for version 13, so that a random UUID is `gen_random_uuid()` and
 * not the long expression that 12 needs; there the extension pgcrypto brings the function.
 */
const script: ScriptFrame = {
  serverVersion: '13',
  start: [],
  beforeCommit: [],
  end: [],
  now: `to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  user: 'CURRENT_USER',
  stopUnless(condition, message) {
    const body = `BEGIN
  IF NOT (${condition}) THEN
    RAISE EXCEPTION USING MESSAGE = ${postgresGrammar.literal(message)};
  END IF;
END`
    let quote = '$limbeck$'
    for (let number = 1; body.includes(quote); number += 1) quote = `$limbeck${number}$`
    return [`DO ${quote}\n${body}\n${quote}`]
  },
}

/** PostgreSQL, versions 12 to 18. */
export const postgres: Dialect = {
  ...postgresDriver,
  grammar: postgresGrammar,
  types,
  capabilitiesOf: postgresCapabilities,
  createScratch,
  scratchSession,
  introspect,
  canonicalize,
  comparable,
  rolesOf,
  rewritesDefinitions: true,
  altersObject,
  renamesObject,
  // The rows of a table go into partitions by no statement.
  altersTable: (attribute) => attribute !== 'partitionBy',
  altersMember,
  emit,
  readsBefore,
  rowKey,
  session: postgresSession,
  script,
  explainError,
  explainRows,
}
