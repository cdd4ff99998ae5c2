import { readFileSync } from 'node:fs'
import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { loadModule } from '../loading/index.ts'
import type { LimbeckConfig } from './config.ts'
import { findConfigProblems } from './validate-config.ts'

/**
 * What a configuration file exports, checked.
 *
 * @throws LimbeckError LB1003 when it is not valid, LB1004 when the file cannot be loaded
 */
export async function readConfigFile(file: string): Promise<LimbeckConfig> {
  const config = await exportOf(file)
  const problems = findConfigProblems(config)
  const [first] = problems
  // No problem found means that the value has the shape of a configuration.
  if (first === undefined) return config as LimbeckConfig
  const several = problems.length > 1
  throw new LimbeckError(
    'LB1003',
    several ? `${path.basename(file)} has ${problems.length} mistakes.` : `${path.basename(file)}: ${first.message}`,
    {
      hints: problems.flatMap(({ message, hint }) => [...(several ? [message] : []), ...(hint === null ? [] : [hint])]),
      details: { file, keys: problems.map((problem) => problem.key) },
    },
  )
}

async function exportOf(file: string): Promise<unknown> {
  if (!file.endsWith('.json')) {
    const loaded = await loadModule(file, { code: 'LB1004', what: 'Configuration' })
    return loaded['default']
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LimbeckError('LB1004', `Configuration ${path.basename(file)} could not be loaded: ${reason}`, {
      hints: [`Look at ${file}.`],
      details: { file },
      cause,
    })
  }
}
