import { readFileSync } from 'node:fs'
import path from 'node:path'

type Environment = { [name: string]: string | undefined }

/** Reads the `.env` of a folder into an environment; what the environment has already wins. */
export async function readEnvFile(folder: string, environment: Environment): Promise<void> {
  let text: string
  try {
    text = readFileSync(path.join(folder, '.env'), 'utf8')
  } catch {
    return
  }
  // Imported late: most projects have no such file, and the module takes a while to load.
  const { parseEnv } = await import('node:util')
  for (const [name, value] of Object.entries(parseEnv(text))) environment[name] ??= value
}
