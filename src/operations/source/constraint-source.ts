import { type SourceWriter, sourceString } from '../../text/index.ts'
import type { CreateConstraint } from '../data.ts'
import { printTableCall } from './call-place.ts'
import { attributesOption, foreignKeyOptions, referentSchema, uniqueOptions } from './member-source.ts'
import { type SourceTree, stringList } from './source-tree.ts'
import { expressionSource } from './value-source.ts'

/** Prints the call that creates a constraint on an existing table. */
export function printConstraint(op: CreateConstraint, writer: SourceWriter, receiver: string): void {
  const { constraint } = op
  const name = sourceString(constraint.name)
  switch (constraint.kind) {
    case 'primaryKey': {
      const columns = stringList(constraint.columns)
      printTableCall(writer, receiver, 'createPrimaryKey', constraint, (table) => [name, ...table, columns], {
        nullable: op.nullable === true,
        ...attributesOption(constraint),
      })
      return
    }
    case 'unique': {
      const columns = stringList(constraint.columns)
      const more = uniqueOptions(constraint)
      printTableCall(writer, receiver, 'createUniqueConstraint', constraint, (table) => [name, ...table, columns], more)
      return
    }
    case 'check': {
      const condition = expressionSource(constraint.expression, writer)
      printTableCall(
        writer,
        receiver,
        'createCheckConstraint',
        constraint,
        (table) => [name, ...table, condition],
        attributesOption(constraint),
      )
      return
    }
    case 'foreignKey': {
      const to = [
        sourceString(constraint.references.table),
        stringList(constraint.columns),
        stringList(constraint.references.columns),
      ]
      const more = { ...foreignKeyOptions(constraint), referentSchema: referentSchema(constraint) }
      const args = (table: readonly SourceTree[]) => [name, ...table, ...to]
      printTableCall(writer, receiver, 'createForeignKey', constraint, args, more, 'sourceSchema')
    }
  }
}
