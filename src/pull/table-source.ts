import type { Dialect } from '../dialects/index.ts'
import { fitLiteral } from '../models/index.ts'
import {
  type SourceTree,
  attributesSource,
  call,
  columnSource,
  expressionSource,
  foreignKeyOptions,
  link,
  list,
  optionalString,
  options,
  stringList,
} from '../operations/index.ts'
import {
  type Catalog,
  type Check,
  type Column,
  type Constraint,
  type ForeignKey,
  type Index,
  type IndexPart,
  type NamingConvention,
  type TableDefinition,
  type TableRef,
  type Unique,
  applyNamingConvention,
  ownMembers,
} from '../schema/index.ts'
import { type SourceWriter, sourceString } from '../text/index.ts'

/** What the source of a table needs to know of its surroundings. */
export interface TableSourceContext {
  readonly writer: SourceWriter
  readonly namingConvention: NamingConvention
  /** What the table is part of, and the database that it was read from. */
  readonly catalog: Catalog
  readonly dialect: Dialect
  /** The constant of a table, marked as used; null for a table that has none. */
  nameOf(table: TableRef): string | null
}

/** The call of `table()` that says what a table is. */
export function tableSource(given: TableDefinition, context: TableSourceContext): SourceTree {
  const definition = ownMembers(given)
  const { table, columns } = definition
  const { writer } = context
  const extras = extrasOf(definition, context)
  const more = options({
    schema: optionalString(table.namespace),
    comment: optionalString(table.comment),
    strict: table.options.strict,
    withoutRowid: table.options.withoutRowid,
    unlogged: table.options.unlogged,
    inherits: table.inherits === undefined ? null : list(table.inherits.map((parent) => parentSource(parent, context))),
    bound: optionalString(table.bound ?? null),
    partitionBy: optionalString(table.partitionBy ?? null),
    attributes: table.attributes === undefined ? null : attributesSource(table.attributes),
  })
  return call(
    writer.use('table'),
    sourceString(table.name),
    { kind: 'object', entries: columns.map((column) => [column.name, columnWithLinks(column, definition, context)]) },
    ...(extras.length === 0 ? [] : [{ kind: 'list', head: '(t) => ', items: extras } as const]),
    ...more,
  )
}

function parentSource(parent: TableRef, context: TableSourceContext): SourceTree {
  const text = parent.namespace === null ? parent.name : `${parent.namespace}.${parent.name}`
  return context.nameOf(parent) ?? sourceString(text)
}

/** A column with the constraints of it alone that it can say itself. */
function columnWithLinks(column: Column, definition: TableDefinition, context: TableSourceContext): SourceTree {
  const { primaryKey } = definition
  const isKey = primaryKey?.columns.includes(column.name) === true
  // A column that says it is the key, or numbered, is never NULL.
  const saysSo = (isKey && isAlone(primaryKey)) || column.identity !== null
  const takesNull = isKey && context.dialect.keyTakesNull?.(column, context.catalog) === true
  const said = withFittingDefault(column, context.dialect)
  const tree = columnSource(saysSo ? { ...said, nullable: true } : said, context.writer)
  const links = [
    ...(isKey && isAlone(primaryKey) ? [link('primaryKey', ...nameArgument(primaryKey, context))] : []),
    // Behind the key, which takes NULL out of the types of its rows.
    ...(takesNull ? [link('nullable')] : []),
    ...definition.uniques
      .filter((unique) => isPlainUnique(unique) && unique.columns[0] === column.name)
      .map((unique) => link('unique', ...nameArgument(unique, context))),
    ...definition.foreignKeys
      .filter((key) => isAlone(key) && key.columns[0] === column.name)
      .slice(0, 1)
      .map((key) => referencesLink(key, context)),
  ]
  if (links.length === 0) return tree
  if (typeof tree !== 'string' && tree.kind === 'chain') return { ...tree, links: [...tree.links, ...links] }
  return { kind: 'chain', head: tree, links }
}

/** A default that no literal of the column's type is (a text that SQLite keeps in a number) is said as SQL. */
function withFittingDefault(column: Column, { grammar }: Dialect): Column {
  const { default: value, type } = column
  if (value?.kind !== 'literal' || value.declared !== undefined || value.value === null) return column
  if (fitLiteral(value.value, type) !== undefined) return column
  return { ...column, default: { ...value, declared: grammar.defaultValue(value, type) } }
}

function isAlone({ columns, attributes }: Exclude<Constraint, Check>): boolean {
  return columns.length === 1 && attributes === undefined
}

function isPlainUnique(unique: Unique): boolean {
  return isAlone(unique) && unique.deferrable === 'no' && !unique.nullsNotDistinct && unique.include.length === 0
}

function referencesLink(key: ForeignKey, context: TableSourceContext) {
  const more = options({ name: nameOption(key, context), ...foreignKeyOptions(key) })
  const [column = ''] = key.references.columns
  const table = context.nameOf({ namespace: key.references.namespace, name: key.references.table })
  const { namespace, table: name } = key.references
  const text = [...(namespace === null ? [] : [namespace]), name, column].join('.')
  return link('references', table === null ? sourceString(text) : `() => ${property(table, column)}`, ...more)
}

function extrasOf(definition: TableDefinition, context: TableSourceContext): readonly SourceTree[] {
  const { writer } = context
  const { primaryKey, uniques, checks, foreignKeys, indexes } = definition
  const said = new Set<string>()
  const own = new Set(definition.columns.map(({ name }) => name))
  // A column that is inherited has no place to say what it is alone.
  const isOwn = (one: Exclude<Constraint, Check>) => isAlone(one) && own.has(one.columns[0] ?? '')
  return [
    ...(primaryKey === null || isOwn(primaryKey)
      ? []
      : [
          withAttributes(
            call(
              writer.use('primaryKey'),
              ...options({ columns: columnList(primaryKey.columns, own), name: nameOption(primaryKey, context) }),
            ),
            primaryKey,
          ),
        ]),
    ...uniques.filter((one) => !isPlainUnique(one) || !isOwn(one)).map((one) => uniqueSource(one, own, context)),
    ...checks.map((check) => checkSource(check, context)),
    ...foreignKeys
      .filter((key) => {
        const [column = ''] = key.columns
        const byColumn = isOwn(key) && !said.has(column)
        if (byColumn) said.add(column)
        return !byColumn
      })
      .map((key) => foreignKeySource(key, own, context)),
    ...indexes.map((index) => indexSource(index, own, context)),
  ]
}

function uniqueSource(unique: Unique, own: OwnColumns, context: TableSourceContext): SourceTree {
  return chainOf(call(context.writer.use('unique'), ...nameArgument(unique, context)), [
    link('on', ...unique.columns.map((one) => columnOf(one, own))),
    ...(unique.deferrable === 'no' ? [] : [link('deferrable', sourceString(unique.deferrable))]),
    ...(unique.nullsNotDistinct ? [link('nullsNotDistinct')] : []),
    ...(unique.include.length === 0 ? [] : [link('include', ...unique.include.map((one) => columnOf(one, own)))]),
    ...attributesLink(unique),
  ])
}

function checkSource(check: Check, context: TableSourceContext): SourceTree {
  const condition = expressionSource(check.expression, context.writer)
  return withAttributes(call(context.writer.use('check'), ...nameArgument(check, context), condition), check)
}

function foreignKeySource(key: ForeignKey, own: OwnColumns, context: TableSourceContext): SourceTree {
  const table = context.nameOf({ namespace: key.references.namespace, name: key.references.table })
  const { namespace, table: name, columns } = key.references
  const prefix = namespace === null ? name : `${namespace}.${name}`
  const references =
    table === null
      ? stringList(columns.map((column) => `${prefix}.${column}`))
      : ({ kind: 'list', head: '() => ', items: columns.map((column) => property(table, column)) } as const)
  const { attributes: _attributes, ...more } = foreignKeyOptions(key)
  const source = call(
    context.writer.use('foreignKey'),
    ...options({ columns: columnList(key.columns, own), references, name: nameOption(key, context), ...more }),
  )
  return withAttributes(source, key)
}

function indexSource(index: Index, own: OwnColumns, context: TableSourceContext): SourceTree {
  const { writer } = context
  return chainOf(call(writer.use(index.unique ? 'uniqueIndex' : 'index'), ...nameArgument(index, context)), [
    link('on', ...index.parts.map((part) => partSource(part, own, writer))),
    ...(index.method === null ? [] : [link('using', sourceString(index.method))]),
    ...(index.where === null ? [] : [link('where', expressionSource(index.where, writer))]),
    ...(index.include.length === 0 ? [] : [link('include', ...index.include.map((one) => columnOf(one, own)))]),
    ...(index.nullsNotDistinct ? [link('nullsNotDistinct')] : []),
    ...attributesLink(index),
  ])
}

function partSource(part: IndexPart, own: OwnColumns, writer: SourceWriter): SourceTree {
  const head = part.expression === null ? columnOf(part.column ?? '', own) : expressionSource(part.expression, writer)
  const links = [
    ...(part.order === 'desc' ? [link('desc')] : []),
    ...(part.nulls === null ? [] : [link(part.nulls === 'first' ? 'nullsFirst' : 'nullsLast')]),
    ...(part.operatorClass === null ? [] : [link('operatorClass', sourceString(part.operatorClass))]),
    ...(part.collation === null ? [] : [link('collate', sourceString(part.collation))]),
  ]
  return links.length === 0 ? head : chainOf(head, links)
}

type Link = ReturnType<typeof link>
type Attributed = Constraint | Index

function chainOf(head: SourceTree, links: readonly Link[]): SourceTree {
  return { kind: 'chain', head, links }
}

function attributesLink({ attributes }: Attributed): readonly Link[] {
  return attributes === undefined ? [] : [link('attributes', attributesSource(attributes))]
}

function withAttributes(tree: SourceTree, member: Attributed): SourceTree {
  const links = attributesLink(member)
  return links.length === 0 ? tree : chainOf(tree, links)
}

/** Its name where the naming convention would give it another one. */
function nameArgument(member: Attributed, context: TableSourceContext): readonly SourceTree[] {
  const name = nameOption(member, context)
  return name === null ? [] : [name]
}

function nameOption(member: Attributed, { namingConvention }: TableSourceContext): SourceTree | null {
  if (member.nameSource === 'convention') return null
  // The conventional name of a check or of an expression holds its text, which the server may spell otherwise tomorrow.
  const isTold = member.kind === 'check' || (member.kind === 'index' && member.parts.some((one) => one.column === null))
  const conventional = isTold ? null : applyNamingConvention(namingConvention, nameable(member))
  return conventional === member.name ? null : sourceString(member.name)
}

function nameable(member: Exclude<Attributed, Check>): Parameters<typeof applyNamingConvention>[1] {
  const { kind, table } = member
  if (member.kind === 'index') return { kind, table, columns: member.parts.map((part) => part.column ?? '') }
  if (member.kind !== 'foreignKey') return { kind, table, columns: member.columns }
  const { references, columns } = member
  return { kind, table, columns, referredTable: references.table, referredColumns: references.columns }
}

function columnList(columns: readonly string[], own: OwnColumns): SourceTree {
  return list(columns.map((column) => columnOf(column, own)))
}

type OwnColumns = ReadonlySet<string>

/** `t.name`; what is inherited goes by its name alone. */
function columnOf(name: string, own: OwnColumns): string {
  return own.has(name) ? property('t', name) : sourceString(name)
}

function property(owner: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${owner}.${name}` : `${owner}[${sourceString(name)}]`
}
