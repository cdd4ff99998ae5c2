import { isLimbeckError } from '../errors/index.ts'
import { type TableRef, displayTable, editCatalog } from '../schema/index.ts'
import type { Statement } from '../sql/index.ts'
import { type SourceWriter, sourceString } from '../text/index.ts'
import { blockReceiver } from './source/call-place.ts'
import { columnsOf, reorderColumns } from './column-order.ts'
import type { AlterTable, Operation, TableChange } from './data.ts'
import { type OperationDefinition, defineOperation } from './definition.ts'
import { irreversible, joinLosses, reversible } from './reversal.ts'
import { type SourceTree, call, optionalString, options, printSource, stringList } from './source/source-tree.ts'
import { settleTouches } from './touches.ts'

const refOf = (op: AlterTable): TableRef => ({ namespace: op.namespace, name: op.table })

type CardOf = (change: TableChange) => OperationDefinition<Operation>

/** The container: everything about it is said by the cards of its changes. */
export function alterTableCard(cardOf: CardOf): OperationDefinition<AlterTable> {
  return defineOperation<AlterTable>({
    kind: 'alterTable',
    touches: (op, before) => settleTouches(op.changes.flatMap((change) => cardOf(change).touches(change, before))),
    reverse(op, before) {
      const back: TableChange[] = []
      const losses: (string | null)[] = []
      const draft = editCatalog(before)
      for (const change of op.changes) {
        const reversal = cardOf(change).reverse(change, draft)
        if (reversal.kind === 'irreversible') return irreversible(reversal.reason)
        // What undoes a change of a table is made of changes of that table.
        back.unshift(...(reversal.operations as readonly TableChange[]))
        losses.push(reversal.loses)
        cardOf(change).apply(draft, change)
      }
      if (op.columnOrder !== undefined) {
        const columnOrder = columnsOf(before, refOf(op)).map(({ name }) => name)
        return reversible([{ ...op, changes: back, columnOrder }], joinLosses(losses))
      }
      return reversible(back.length === 0 ? [] : [{ ...op, changes: back }], joinLosses(losses))
    },
    apply(draft, op) {
      // A trial first: a catalog is left as it was by what fails.
      const trial = editCatalog(draft)
      for (const state of [trial, draft]) {
        for (const change of op.changes) cardOf(change).apply(state, change)
        if (op.columnOrder !== undefined) reorderColumns(state, refOf(op), op.columnOrder)
      }
    },
    emit(op, grammar, before) {
      const draft = editCatalog(before)
      const statements: Statement[] = []
      for (const change of op.changes) {
        statements.push(...cardOf(change).emit(change, grammar, draft))
        applyAsFarAsKnown(cardOf(change), change, draft)
      }
      return statements
    },
    source(op, writer, receiver) {
      const more = options({
        schema: optionalString(op.namespace),
        rebuild: op.rebuild === 'auto' ? null : sourceString(op.rebuild),
        columnOrder: op.columnOrder === undefined ? null : stringList(op.columnOrder),
      })
      const body = () => {
        for (const change of op.changes) cardOf(change).source(change, writer, blockReceiver)
      }
      if (op.changes.length === 0) {
        printSource(call(`${receiver}.alterTable`, sourceString(op.table), '() => {}', ...more), writer)
      } else printBlock(`${receiver}.alterTable(`, sourceString(op.table), body, more, writer)
    },
    describe(op) {
      const order = op.columnOrder === undefined ? [] : [`order columns ${op.columnOrder.join(', ')}`]
      const inside = [...op.changes.map((change) => lowerFirst(cardOf(change).describe(change))), ...order]
      const table = displayTable({ namespace: op.namespace, name: op.table })
      return inside.length === 0 ? `Alter table ${table}` : `Alter table ${table}: ${inside.join(', ')}`
    },
  })
}

/** SQL can be written from a catalog that does not know the table (`--sql`); what it lacks stays unknown. */
function applyAsFarAsKnown(
  card: OperationDefinition<Operation>,
  change: TableChange,
  draft: ReturnType<typeof editCatalog>,
): void {
  try {
    card.apply(draft, change)
  } catch (error) {
    if (!isLimbeckError(error) || error.code !== 'LB5003') throw error
  }
}

function printBlock(
  head: string,
  table: string,
  body: () => void,
  more: readonly SourceTree[],
  writer: SourceWriter,
): void {
  if (more.length === 0) {
    writer.line(`${head}${table}, (${blockReceiver}) => {`)
    writer.indented(body)
    writer.line('})')
    return
  }
  writer.line(head)
  writer.indented(() => {
    writer.line(`${table},`)
    writer.line(`(${blockReceiver}) => {`)
    writer.indented(body)
    writer.line('},')
    for (const tree of more) printSource(tree, writer, ',')
  })
  writer.line(')')
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
