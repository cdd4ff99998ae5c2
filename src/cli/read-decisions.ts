import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Decisions } from '../diff/index.ts'
import { LimbeckError } from '../errors/index.ts'

/**
 * Reads the answers of `--decisions FILE`: a JSON object of question ids with the old name, or null for "it is new".
 *
 * @throws LimbeckError LB1001 when the file cannot be read or is no such object
 */
export async function readDecisions(cwd: string, name: string): Promise<Decisions> {
  const file = path.resolve(cwd, name)
  let content: unknown
  try {
    content = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw refuse(file, `The decisions file ${file} could not be read: ${reason}`, cause)
  }
  if (!isDecisions(content))
    throw refuse(file, `The decisions file ${file} is not an object of texts and nulls.`, undefined)
  return content
}

function isDecisions(value: unknown): value is Decisions {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((answer) => answer === null || typeof answer === 'string')
  )
}

function refuse(file: string, message: string, cause: unknown): LimbeckError {
  return new LimbeckError('LB1001', message, {
    hints: [
      'Write one answer for each question: `{ "rename-column:users.full_name": "name", "rename-table:crews": null }`.',
    ],
    details: { file },
    cause,
  })
}
