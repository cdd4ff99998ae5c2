import { type RenderedSource, type SourceWriter, sourceString } from '../../text/index.ts'
import type { CustomOperation } from '../data.ts'
import { defineOperation } from '../definition.ts'
import { irreversible, reversible } from '../reversal.ts'
import { printCall } from '../source/call-place.ts'
import type { SourceTree } from '../source/source-tree.ts'
import { valueSource } from '../source/value-source.ts'
import { definitionOfCustom } from './custom-operation.ts'
import { emitCustom } from './emit-custom.ts'

/** Characters of the parameters in a description. */
const shownCharacters = 80

/** The card of every operation that a project defines: it asks the project's definition. */
export const customOperation = defineOperation<CustomOperation>({
  kind: 'custom',
  // As hand-written SQL: a plan leaves it where it stands.
  touches: () => [],
  reverse(op) {
    const back = definitionOfCustom(op)?.reverse?.(op.parameters) ?? null
    if (back === null) return irreversible(describe(op))
    return reversible('kind' in back ? [back] : back)
  },
  apply(draft, op) {
    definitionOfCustom(op)?.apply?.(draft, op.parameters)
  },
  emit: (op, grammar) => emitCustom(op, 'default', grammar),
  source(op, writer, receiver) {
    const definition = definitionOfCustom(op)
    const own = definition?.source?.(op.parameters)
    if (own !== undefined) {
      writer.line(`await ${ownSource(own, writer)}`)
      return
    }
    const module = definition?.module
    const named = module !== undefined && /^[A-Za-z_$][\w$]*$/.test(op.name)
    const name = named ? writer.useFrom(module, op.name) : sourceString(op.name)
    printCall(writer, receiver, 'run', [name, ...parametersSource(op)])
  },
  describe,
})

function describe(op: CustomOperation): string {
  const own = definitionOfCustom(op)?.describe?.(op.parameters)
  if (own !== undefined) return own
  const text = JSON.stringify(op.parameters, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
  const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1)}…` : text
  return `Run ${op.name}${text === '{}' ? '' : ` ${shown}`}`
}

function parametersSource(op: CustomOperation): readonly SourceTree[] {
  return Object.keys(op.parameters).length === 0 ? [] : [valueSource(op.parameters)]
}

function ownSource(own: string | RenderedSource, writer: SourceWriter): string {
  if (typeof own === 'string') return own
  for (const [module, names] of Object.entries(own.imports ?? {})) {
    for (const name of typeof names === 'string' ? [names] : names) writer.useFrom(module, name)
  }
  return own.source
}
