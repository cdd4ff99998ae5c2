import { createInterface } from 'node:readline'
import { LimbeckError } from '../../errors/index.ts'

/**
 * Asks to go on with something that destroys data, on stderr, because stdout is for results. `y` and `yes` are a yes; every
 * other answer, the end of the input and Ctrl-C are a no.
 *
 * @throws LimbeckError LB1008 when the answer is no
 */
export async function askToGoOn(
  question: string,
  streams: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream } = {
    input: process.stdin,
    output: process.stderr,
  },
): Promise<void> {
  const lines = createInterface(streams)
  const answer = await new Promise<string | null>((resolve) => {
    lines.question(`${question} [y/N] `, resolve)
    // Ctrl-D, Ctrl-C and the end of a pipe close it.
    lines.once('close', () => resolve(null))
  })
  lines.close()
  // The next line of the output is not to stand behind the question.
  if (answer === null) streams.output.write('\n')
  if (/^\s*y(?:es)?\s*$/i.test(answer ?? '')) return
  throw new LimbeckError('LB1008', 'Cancelled: nothing was changed.', {
    hints: ['`y` or `yes` goes on; `--yes` does without being asked.'],
  })
}
