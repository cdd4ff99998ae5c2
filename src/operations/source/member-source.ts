import type { Attributes, Constraint, ForeignKey, Index, IndexPart, TableRef, Unique } from '../../schema/index.ts'
import { type SourceWriter, sourceString } from '../../text/index.ts'
import { type SourceTree, list, optionalString, options, stringList } from './source-tree.ts'
import { expressionSource, valueSource } from './value-source.ts'

/** Options of constraints and indexes as revision files write them; what is the default is left out. */

/** `{ attributes: { … } }`, where there are some. */
export function attributesOption({ attributes }: { readonly attributes?: Attributes }) {
  return { attributes: attributes === undefined ? null : valueSource(attributes) }
}

/** Attributes as entries of their own. */
export function attributeEntries(attributes: Attributes): { readonly [name: string]: SourceTree } {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, valueSource(value)]))
}

/** The tables that a table inherits from: a name, or with its schema. */
export function parentsSource(parents: readonly TableRef[]): SourceTree {
  return list(
    parents.flatMap(({ namespace, name }) =>
      namespace === null
        ? [sourceString(name)]
        : options({ schema: sourceString(namespace), table: sourceString(name) }),
    ),
  )
}

export function uniqueOptions(unique: Unique) {
  return {
    include: unique.include.length === 0 ? null : stringList(unique.include),
    deferrable: deferrableSource(unique),
    nullsNotDistinct: unique.nullsNotDistinct,
    ...attributesOption(unique),
  }
}

export function foreignKeyOptions(foreignKey: ForeignKey) {
  return {
    onDelete: foreignKey.onDelete === 'no action' ? null : sourceString(foreignKey.onDelete),
    onUpdate: foreignKey.onUpdate === 'no action' ? null : sourceString(foreignKey.onUpdate),
    deferrable: deferrableSource(foreignKey),
    match: foreignKey.match === 'simple' ? null : sourceString(foreignKey.match),
    implied: foreignKey.implied === true,
    ...attributesOption(foreignKey),
  }
}

function deferrableSource(constraint: Extract<Constraint, { deferrable: string }>): SourceTree | null {
  return constraint.deferrable === 'no' ? null : sourceString(constraint.deferrable)
}

/** `referentSchema`, where the referenced table is in another namespace than its own table would be looked up in. */
export function referentSchema(foreignKey: ForeignKey): SourceTree | null {
  return optionalString(foreignKey.references.namespace)
}

export function indexOptions(index: Index, writer: SourceWriter) {
  return {
    unique: index.unique,
    where: index.where === null ? null : expressionSource(index.where, writer),
    using: optionalString(index.method),
    include: index.include.length === 0 ? null : stringList(index.include),
    nullsNotDistinct: index.nullsNotDistinct,
    ...attributesOption(index),
  }
}

/** The columns and expressions of an index. */
export function indexParts(index: Index, writer: SourceWriter): SourceTree {
  return list(index.parts.map((part) => indexPart(part, writer)))
}

function indexPart(part: IndexPart, writer: SourceWriter): SourceTree {
  const what = part.expression === null ? sourceString(part.column ?? '') : expressionSource(part.expression, writer)
  const [rest] = options({
    [part.expression === null ? 'column' : 'expression']: what,
    order: part.order === 'asc' ? null : sourceString(part.order),
    nulls: optionalString(part.nulls),
    operatorClass: optionalString(part.operatorClass),
    collation: optionalString(part.collation),
  })
  const plain = part.order === 'asc' && part.nulls === null && part.operatorClass === null && part.collation === null
  return plain || rest === undefined ? what : rest
}
