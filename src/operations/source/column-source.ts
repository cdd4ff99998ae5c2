import { assertNever } from '../../errors/index.ts'
import type { Column, ColumnDefault, ColumnType, GeneratedValue, Identity, SequenceNumber } from '../../schema/index.ts'
import { type SourceWriter, sourceString } from '../../text/index.ts'
import { type SourceTree, call, link, optionalString, options, stringList } from './source-tree.ts'
import { expressionSource, sqlSource, valueSource } from './value-source.ts'

/**
 * A column as a model builder: `string(255).notNull().default('x')`. Its name and table are not part of it.
 *
 * @param takesNull whether `.nullable()` must be said where it is so: in a primary key nothing said means NOT NULL
 */
export function columnSource(column: Column, writer: SourceWriter, takesNull = false): SourceTree {
  const own = writer.rendered('column', column)
  if (own !== null) return own
  return withLinks(typeSource(column.type, writer), [
    ...(column.collation === null ? [] : [link('collate', sourceString(column.collation))]),
    ...(column.nullable ? (takesNull ? [link('nullable')] : []) : [link('notNull')]),
    ...(column.default === null ? [] : [defaultLink(column.default, writer)]),
    ...(column.identity === null ? [] : [identityLink(column.identity)]),
    ...(column.generated === null ? [] : [generatedLink(column.generated, writer)]),
    ...(column.comment === null ? [] : [link('comment', sourceString(column.comment))]),
    ...(column.attributes === undefined ? [] : [link('attributes', valueSource(column.attributes))]),
  ])
}

type ChainLink = ReturnType<typeof link>

function withLinks(type: SourceTree, links: readonly ChainLink[]): SourceTree {
  if (links.length === 0) return type
  if (typeof type !== 'string' && type.kind === 'chain') return { ...type, links: [...type.links, ...links] }
  return { kind: 'chain', head: type, links }
}

/** Of these, REAL is what `double()` says on its own. */
function isStrictDouble(type: ColumnType): boolean {
  return type.kind === 'double' && type.declared === 'REAL'
}

/** A type as a model builder, without more said about it. */
export function typeSource(type: ColumnType, writer: SourceWriter): SourceTree {
  const own = writer.rendered('type', type)
  if (own !== null) return own
  if (type.declared !== undefined && !isStrictDouble(type)) return call(writer.use('raw'), sourceString(type.declared))
  switch (type.kind) {
    case 'integer':
    case 'bigInteger':
    case 'smallInteger':
    case 'text':
    case 'boolean':
    case 'float':
    case 'double':
    case 'date':
    case 'json':
    case 'jsonb':
    case 'uuid':
      return call(writer.use(type.kind))
    case 'string':
    case 'char':
    case 'binary':
      return call(writer.use(type.kind), ...numbers(type.length))
    case 'decimal':
      return call(writer.use('decimal'), ...numbers(type.precision, type.scale))
    case 'time':
    case 'timestamp':
      return call(
        writer.use(type.kind),
        ...options({ precision: numberOption(type.precision), withTimezone: type.withTimezone }),
      )
    case 'interval':
      return call(writer.use('interval'), ...options({ precision: numberOption(type.precision) }))
    case 'enum': {
      const head = call(
        writer.use('enumType'),
        sourceString(type.name),
        stringList(type.values),
        ...options({ schema: optionalString(type.namespace) }),
      )
      return { kind: 'chain', head, links: [link('')] }
    }
    case 'array':
      return call(writer.use('array'), typeSource(type.of, writer))
    case 'raw':
      return call(writer.use('raw'), sourceString(type.sql))
    default:
      return assertNever(type)
  }
}

/** Numbers up to the first one that is missing. */
function numbers(...values: readonly (number | null)[]): readonly string[] {
  const end = values.indexOf(null)
  return (end < 0 ? values : values.slice(0, end)).map(String)
}

function numberOption(value: SequenceNumber | null): string | null {
  // Digits beyond the safe integers are written as a bigint.
  return value === null ? null : typeof value === 'string' ? `${value}n` : String(value)
}

function defaultLink(value: ColumnDefault, writer: SourceWriter): ChainLink {
  const own = writer.rendered('default', value)
  if (own !== null) return link('default', own)
  if (value.kind === 'now') {
    return value.declared === undefined ? link('defaultNow') : link('default', sqlSource(value.declared, writer))
  }
  if (value.kind === 'uuid') return link('defaultUuid')
  return link('default', defaultSource(value, writer))
}

/** A default that is a literal or an expression. `null` in source takes a default away, so NULL is written as SQL. */
export function defaultSource(
  value: Extract<ColumnDefault, { kind: 'literal' | 'expression' }>,
  writer: SourceWriter,
): SourceTree {
  if (value.kind === 'expression') return expressionSource(value.expression, writer)
  if (value.declared !== undefined) return sqlSource(value.declared, writer)
  return value.value === null ? sqlSource('NULL', writer) : valueSource(value.value)
}

function identityLink(identity: Identity): ChainLink {
  if (identity.generation === 'auto') return link('autoincrement')
  return link('identity', ...identitySource(identity))
}

/** The options of `.identity()`; an empty array when all are the database's defaults. */
export function identitySource(identity: Identity): readonly SourceTree[] {
  return options({
    always: identity.generation === 'always',
    serial: identity.generation === 'serial',
    start: numberOption(identity.start),
    increment: numberOption(identity.increment),
    minimum: numberOption(identity.minimum),
    maximum: numberOption(identity.maximum),
    cache: numberOption(identity.cache),
    cycle: identity.cycle,
    sequence: identity.sequence === undefined ? null : sourceString(identity.sequence),
    sequenceType: identity.sequenceType === undefined ? null : sourceString(identity.sequenceType),
  })
}

function generatedLink(generated: GeneratedValue, writer: SourceWriter): ChainLink {
  const expression = expressionSource(generated.expression, writer)
  return link('generatedAs', expression, ...options({ stored: generated.stored ? null : 'false' }))
}
