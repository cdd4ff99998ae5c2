import { readFileSync } from 'node:fs'
import { chosenConfig } from './find-config.ts'

/** Imports of anything that is neither limbeck's nor Node's own, or of what is worked out first. */
const importsOthers =
  /\b(?:from|import|require)\s*\(?\s*['"`](?!limbeck['"`/]|node:)|\b(?:import|require)\s*\(\s*[^'"`\s]|\bcreateRequire\b/

/**
 * Whether the configuration may define commands of its own, told from its text, which costs a tenth of loading it. False where
 * there is none, where it is JSON, and where it neither says `commands` nor imports what could.
 *
 * @param named the file or folder that a person named; left out: the environment's `LIMBECK_CONFIG`, else the nearest one
 * @throws LimbeckError LB1002 when a named one is not there
 */
export function mayDefineCommands(cwd: string, named: string | undefined): boolean {
  const file = chosenConfig(cwd, named)
  if (file === null || file.endsWith('.json')) return false
  const text = readFileSync(file, 'utf8')
  return text.includes('commands') || importsOthers.test(text)
}
