import { type TableRef, displayTable, tableOf } from '../schema/index.ts'
import { statement } from '../sql/index.ts'
import { sourceString } from '../text/index.ts'
import { printCall } from './source/call-place.ts'
import { requireEnum, requireFree, stateError } from './catalog-state.ts'
import type { CreateEnum, DropEnum } from './data.ts'
import { defineOperation } from './definition.ts'
import { columnsOfEnum } from './enum-use.ts'
import { nothingToUndo, reversible } from './reversal.ts'
import { optionalString, stringList } from './source/source-tree.ts'
import { enumId, enumValueId, makes, namespaceIds, needs, releases, removes } from './touches.ts'

const refOf = (op: { readonly namespace: string | null; readonly name: string }): TableRef => ({
  namespace: op.namespace,
  name: op.name,
})

export const createEnum = defineOperation<CreateEnum>({
  kind: 'createEnum',
  touches: ({ enumType }) => [
    ...namespaceIds(enumType.namespace).map(needs),
    makes(enumId(enumType)),
    ...enumType.values.map((value) => makes(enumValueId(enumType, value))),
  ],
  reverse: ({ enumType: { namespace, name } }) => reversible([{ kind: 'dropEnum', namespace, name, ifExists: false }]),
  apply(draft, op) {
    requireFree(draft, enumId(op.enumType))
    draft.put(op.enumType)
  },
  emit({ enumType }, grammar) {
    const name = grammar.qualified(enumType.namespace, enumType.name)
    const values = enumType.values.map((value) => grammar.literal(value)).join(', ')
    const comment = `COMMENT ON TYPE ${name} IS ${grammar.literal(enumType.comment)}`
    return [
      statement(`CREATE TYPE ${name} AS ENUM (${values})`),
      ...(enumType.comment === null ? [] : [statement(comment)]),
    ]
  },
  source({ enumType }, writer, receiver) {
    printCall(writer, receiver, 'createEnum', [sourceString(enumType.name), stringList(enumType.values)], {
      schema: optionalString(enumType.namespace),
      comment: optionalString(enumType.comment),
    })
  },
  describe: (op) => `Create enum type ${displayTable(op.enumType)}`,
})

export const dropEnum = defineOperation<DropEnum>({
  kind: 'dropEnum',
  touches(op, before) {
    const found = before.get(enumId(refOf(op)))
    const values = found?.kind === 'enumType' ? found.values : []
    return [
      ...namespaceIds(op.namespace).map(releases),
      removes(enumId(refOf(op))),
      ...values.map((value) => removes(enumValueId(refOf(op), value))),
    ]
  },
  reverse(op, before) {
    if (op.ifExists && !before.has(enumId(refOf(op)))) return nothingToUndo
    return reversible([{ kind: 'createEnum', enumType: requireEnum(before, refOf(op)) }])
  },
  apply(draft, op) {
    if (op.ifExists && !draft.has(enumId(refOf(op)))) return
    requireEnum(draft, refOf(op))
    const [column] = columnsOfEnum(draft, refOf(op))
    if (column !== undefined) {
      throw stateError(
        `Column '${column.name}' of table '${displayTable(tableOf(column))}' has the enum type '${displayTable(refOf(op))}'.`,
        enumId(refOf(op)),
        ['Drop the column or change its type first.'],
      )
    }
    draft.remove(enumId(refOf(op)))
  },
  emit: (op, grammar) => [
    statement(`DROP TYPE ${op.ifExists ? 'IF EXISTS ' : ''}${grammar.qualified(op.namespace, op.name)}`),
  ],
  source(op, writer, receiver) {
    printCall(writer, receiver, 'dropEnum', [sourceString(op.name)], {
      schema: optionalString(op.namespace),
      ifExists: op.ifExists,
    })
  },
  describe: (op) => `Drop enum type ${displayTable(refOf(op))}`,
})
