import { describeOperation, renderOperations } from '../operations/index.ts'
import { SourceWriter } from '../text/index.ts'
import type { Atom } from './acts-of-side.ts'

/** Characters of a call that still reads well in a list. */
const shownCharacters = 120

/** What an operation does, in words and, where that is short, as the call in the file, which tells two of them apart. */
export function sayOperation(operation: Atom): string {
  const words = describeOperation(operation)
  if (operation.kind === 'execute' || operation.kind === 'custom') return words
  const writer = new SourceWriter()
  renderOperations([operation], writer, 'op')
  const call = writer
    .toString()
    .trim()
    .replace(/^await /, '')
  return call.includes('\n') || call.length > shownCharacters ? words : `${words}: ${call}`
}
