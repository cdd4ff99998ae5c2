import type { Json } from '../../errors/index.ts'
import type { Expression } from '../../schema/index.ts'
import { type SourceWriter, sourceLiteral, sourceString } from '../../text/index.ts'
import { type SourceTree, list } from './source-tree.ts'

/** An expression as a `sql` template. */
export function expressionSource(expression: Expression, writer: SourceWriter): SourceTree {
  return sqlSource(expression.sql, writer)
}

/** SQL text as a `sql` template. */
export function sqlSource(sql: string, writer: SourceWriter): SourceTree {
  return `${writer.use('sql')}${templateSource(sql)}`
}

/** Text as a template literal without substitutions. */
function templateSource(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${')
    // A template literal reads every line end as \n.
    .replaceAll('\r', '\\r')
  return `\`${escaped}\``
}

/** Text as a string, or as a template literal where it has several lines. */
export function textSource(text: string): string {
  return /\n./.test(text) ? templateSource(text) : sourceString(text)
}

/** A value of a row or parameter: JSON, and dates, big integers and bytes. */
export function valueSource(value: unknown): SourceTree {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Date) return `new Date(${sourceString(value.toISOString())})`
  if (value instanceof Uint8Array) return `new Uint8Array([${[...value].join(', ')}])`
  if (value === undefined) return 'undefined'
  if (typeof value === 'number' && Object.is(value, -0)) return '-0'
  if (value === null || typeof value !== 'object') return sourceLiteral(value as Json)
  if (Array.isArray(value)) return list(value.map(valueSource))
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return { kind: 'object', entries: entries.map(([key, item]) => [key, valueSource(item)] as const) }
}
