import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'

/** Whether a topic of `limbeck help` is the code of an error. */
export function isErrorCode(topic: string): boolean {
  return /^LB\d{4}$/i.test(topic)
}

/**
 * The page of an error, as it stands in the manual.
 *
 * @throws LimbeckError LB1001 for a code that there is not
 */
export function errorPage(code: string): string {
  const file = path.join(pagesFolder(), `${code.toUpperCase()}.md`)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  throw new LimbeckError('LB1001', `There is no error ${code.toUpperCase()}.`, {
    hints: ['The code stands in the last line of an error message.'],
    details: { command: 'help' },
  })
}

/** `docs/errors/` in limbeck's own folder, which lies some folders above this file, built or not. */
function pagesFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(path.join(folder, 'docs', 'errors')) && path.dirname(folder) !== folder)
    folder = path.dirname(folder)
  return path.join(folder, 'docs', 'errors')
}
