import { isLimbeckError } from '../../../errors/index.ts'
import {
  type Operation,
  type OperationKind,
  type OperationOf,
  applyOperation,
  definitionOf,
  emitCustom,
} from '../../../operations/index.ts'
import { type TableRef, editCatalog } from '../../../schema/index.ts'
import type { Statement } from '../../../sql/index.ts'
import type { Capabilities, EmitContext } from '../../index.ts'
import { ownCapabilities } from '../capabilities.ts'
import { postgres12Grammar, postgresGrammar } from '../grammar.ts'
import { emitObject, emitRenameObject } from '../objects/emit-object.ts'
import { emitAlterColumn } from './alter-column.ts'
import { emitBulkInsert } from './bulk-insert.ts'
import { emitAlterMember, emitCreateMember } from './emit-member.ts'
import type { EmitRequest } from './emit-request.ts'
import { emitCreateTable, emitSetTableOptions, keptByDefinition } from './emit-table.ts'
import { serialOptions, serialSequence } from './identity-clauses.ts'
import { joinClauses } from './join-clauses.ts'
import { columnAttributeStatements } from './option-clauses.ts'
import { refuseMissing } from './refuse-missing.ts'
import { emitReplacedEnum } from './replaced-enum.ts'

type Emitter<Kind extends OperationKind> = (op: OperationOf<Kind>, request: EmitRequest) => readonly Statement[]

/** What PostgreSQL does otherwise than the operations' cards say, which is little: they are written in its words. */
const emitters: { readonly [Kind in OperationKind]?: Emitter<Kind> } = {
  createTable: emitCreateTable,
  setTableOptions: emitSetTableOptions,
  addColumn: emitAddColumn,
  alterColumn: emitAlterColumn,
  createConstraint: emitCreateMember,
  createIndex: emitCreateMember,
  alterMember: emitAlterMember,
  createObject: (op, { before }) => emitObject(op, before),
  dropObject: (op, { before }) => emitObject(op, before),
  alterObject: (op, { before }) => emitObject(op, before),
  renameObject: (op, { before, capabilities }) => emitRenameObject(op, before, capabilities),
  alterTable: emitAlterTable,
  bulkInsert: emitBulkInsert,
  custom: (op, { grammar }) => emitCustom(op, 'postgresql', grammar),
  dropEnumValue: emitReplacedEnum,
  reorderEnumValues: emitReplacedEnum,
}

/** Operation → statements. Neighbouring clauses of one table become one ALTER TABLE, which visits its rows once. */
export function emit(op: Operation, context: EmitContext): readonly Statement[] {
  const capabilities = ownCapabilities(context.capabilities)
  const grammar = capabilities.randomUuid ? postgresGrammar : postgres12Grammar
  return joinClauses(emitOne(op, { before: context.before, capabilities, grammar }))
}

function emitOne(op: Operation, request: EmitRequest): readonly Statement[] {
  refuseMissing(op, request.capabilities)
  // The emitter under an operation's kind takes operations of that kind; the compiler cannot follow it through the table.
  const emitter = emitters[op.kind] as ((op: Operation, request: EmitRequest) => readonly Statement[]) | undefined
  return emitter === undefined ? definitionOf(op).emit(op, request.grammar, request.before) : emitter(op, request)
}

function emitAddColumn(op: OperationOf<'addColumn'>, { grammar, before }: EmitRequest): readonly Statement[] {
  const { column } = op
  const { attributes = {} } = column
  return [
    ...serialSequence(column, grammar),
    ...definitionOf(op).emit(op, grammar, before),
    ...serialOptions(column, grammar),
    ...columnAttributeStatements(column, keptByDefinition(attributes), attributes, grammar),
  ]
}

/** Every change sees the table as those in front of it leave it. */
function emitAlterTable(op: OperationOf<'alterTable'>, request: EmitRequest): readonly Statement[] {
  const draft = editCatalog(request.before)
  return op.changes.flatMap((change) => {
    const statements = emitOne(change, { ...request, before: draft })
    applyWhereKnown(draft, change)
    return statements
  })
}

function applyWhereKnown(draft: ReturnType<typeof editCatalog>, change: Operation): void {
  try {
    applyOperation(draft, change)
  } catch (error) {
    // Offline the table may not be known; then the following changes are written without what it would tell.
    if (!isLimbeckError(error) || error.code !== 'LB5003') throw error
  }
}

/** The tables whose present state {@link emit} needs. */
export function readsBefore(op: Operation, _capabilities: Capabilities): readonly TableRef[] | 'everything' {
  switch (op.kind) {
    case 'alterColumn':
    case 'setTableOptions':
    case 'alterMember':
      return [{ namespace: op.namespace, name: op.table }]
    case 'alterTable':
      return op.changes.some(
        ({ kind }) => kind === 'alterColumn' || kind === 'setTableOptions' || kind === 'alterMember',
      )
        ? [{ namespace: op.namespace, name: op.table }]
        : []
    case 'dropEnumValue':
    case 'reorderEnumValues':
    case 'alterObject':
      return 'everything'
    case 'renameObject':
      return op.objectType === 'range type' ? 'everything' : []
    default:
      return []
  }
}
