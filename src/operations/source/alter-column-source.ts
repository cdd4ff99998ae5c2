import type { Identity } from '../../schema/index.ts'
import type { SourceWriter } from '../../text/index.ts'
import { sourceString } from '../../text/index.ts'
import { defaultSource, identitySource, typeSource } from './column-source.ts'
import type { AlterColumn, ColumnChanges } from '../data.ts'
import { type SourceTree, options } from './source-tree.ts'
import { expressionSource, sqlSource, valueSource } from './value-source.ts'

type Entries = Parameters<typeof options>[0]

/** The changes of a column as the options of `op.alterColumn`. A `null` in them is said, so it is written out. */
export function changesSource(op: AlterColumn, writer: SourceWriter): Entries {
  const { changes } = op
  return {
    type: changes.type === undefined ? null : typeSource(changes.type, writer),
    using: op.using === null ? null : sqlSource(op.using, writer),
    nullable: changes.nullable === undefined ? null : String(changes.nullable),
    ...defaultEntries(changes, writer),
    ...identityEntries(changes.identity),
    generated: generatedEntry(changes, writer),
    collation: textEntry(changes.collation),
    comment: textEntry(changes.comment),
    attributes: changes.attributes === undefined ? null : valueSource(changes.attributes),
  }
}

function textEntry(text: string | null | undefined): SourceTree | null {
  if (text === undefined) return null
  return text === null ? 'null' : sourceString(text)
}

function defaultEntries(changes: ColumnChanges, writer: SourceWriter): Entries {
  const value = changes.default
  if (value === undefined) return {}
  if (value === null) return { default: 'null' }
  if (value.kind === 'now') {
    return value.declared === undefined ? { defaultNow: true } : { default: sqlSource(value.declared, writer) }
  }
  if (value.kind === 'uuid') return { defaultUuid: true }
  return { default: defaultSource(value, writer) }
}

function identityEntries(identity: Identity | null | undefined): Entries {
  if (identity === undefined) return {}
  if (identity === null) return { identity: 'null' }
  if (identity.generation === 'auto') return { autoincrement: true }
  return { identity: identitySource(identity)[0] ?? '{}' }
}

function generatedEntry(changes: ColumnChanges, writer: SourceWriter): SourceTree | null {
  const { generated } = changes
  if (generated === undefined) return null
  if (generated === null) return 'null'
  const [entry] = options({
    as: expressionSource(generated.expression, writer),
    stored: generated.stored ? null : 'false',
  })
  return entry ?? null
}
