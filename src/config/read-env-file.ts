import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'

type Environment = { [name: string]: string | undefined }

/** Reads the `.env` of a folder into an environment; what the environment has already wins. */
export function readEnvFile(folder: string, environment: Environment): void {
  let text: string
  try {
    text = readFileSync(path.join(folder, '.env'), 'utf8')
  } catch {
    return
  }
  for (const [name, value] of Object.entries(parseEnv(text))) environment[name] ??= value
}
