import { similarNames } from '../../text/index.ts'
import { type AnyCustomOperation, definitionOfCustom } from '../custom/custom-operation.ts'
import type { Operation } from '../data.ts'
import type { Operations } from '../operations.ts'
import { operationDefinitions } from '../registry.ts'
import { inWords, wrongArgument } from './arguments.ts'
import { operationFrom } from './data-arguments.ts'
import type { OperationCalls } from './operation-calls.ts'

/**
 * The calls that run an operation given as data, or one that the project defines.
 *
 * @param known the operations that may be called by name
 * @param op the object that an operation made of other operations calls
 */
export function customCalls(
  calls: OperationCalls,
  known: readonly AnyCustomOperation[],
  op: () => Operations,
): Pick<Operations, 'run' | 'invoke'> {
  const run = (method: string) => (given: unknown, parameters?: object) => {
    const name = nameOf(given)
    const made = attempt(() =>
      operationOf(`op.${method}(${name === null ? '' : `'${name}'`})`, given, parameters, known),
    )
    const operation = made.value
    const parts = operation?.kind === 'custom' ? definitionOfCustom(operation)?.run : undefined
    if (operation === null || parts === undefined) {
      return calls.run(method, name === null ? [] : [name], () => {
        if (operation === null) throw made.error
        return operation
      })
    }
    return calls.work(method, [name], () =>
      calls.queue.nested(async () => {
        // Only custom operations have parts.
        if (operation.kind === 'custom') await parts(op(), operation.parameters)
      }),
    )
  }
  return { run: run('run'), invoke: run('invoke') }
}

function operationOf(
  call: string,
  given: unknown,
  parameters: object | undefined,
  known: readonly AnyCustomOperation[],
): Operation {
  if (parameters !== undefined && (typeof parameters !== 'object' || parameters === null)) {
    throw wrongArgument(call, `The parameters must be an object, not ${inWords(parameters)}.`)
  }
  if (typeof given === 'string') return byName(call, given, known).with(parameters ?? {})
  if (isCustomKind(given)) return given.with(parameters ?? {})
  const operation = operationFrom(call, given, Object.keys(operationDefinitions))
  if (operation.kind !== 'custom' || definitionOfCustom(operation) !== undefined) return operation
  return byName(call, operation.name, known).with(operation.parameters)
}

function byName(call: string, name: string, known: readonly AnyCustomOperation[]): AnyCustomOperation {
  const found = known.find((one) => one.name === name)
  if (found !== undefined) return found
  const names = known.map((one) => one.name)
  const [near] = similarNames(name, names)
  throw wrongArgument(
    call,
    `There is no operation '${name}'${near === undefined ? '.' : `; did you mean '${near}'?`}`,
    [
      `List it under \`operations\` in the configuration, or import it here and write \`op.run(${name}, { … })\`.`,
      names.length === 0 ? 'The configuration lists none.' : `The configuration lists ${names.join(', ')}.`,
    ],
  )
}

function isCustomKind(given: unknown): given is AnyCustomOperation {
  return typeof given === 'object' && given !== null && 'with' in given && typeof given.with === 'function'
}

function nameOf(given: unknown): string | null {
  if (typeof given === 'string') return given
  if (typeof given !== 'object' || given === null || !('name' in given) || typeof given.name !== 'string') return null
  return 'with' in given || ('kind' in given && given.kind === 'custom') ? given.name : null
}

function attempt<Result>(work: () => Result): { value: Result; error: null } | { value: null; error: unknown } {
  try {
    return { value: work(), error: null }
  } catch (error) {
    return { value: null, error }
  }
}
