import type { Json, JsonObject } from '../../errors/index.ts'
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

/** The attributes of a defined object; text of several lines as a template. */
export function attributesSource(attributes: JsonObject): SourceTree {
  const entries = Object.entries(attributes).map(([key, value]) => [key, attributeSource(value)] as const)
  return { kind: 'object', entries }
}

function attributeSource(value: Json): SourceTree {
  if (typeof value === 'string') return textSource(value)
  if (value === null || typeof value !== 'object') return sourceLiteral(value)
  // A JSON value that is an object and no array has keys.
  return isJsonList(value) ? list(value.map(attributeSource)) : attributesSource(value)
}

function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
