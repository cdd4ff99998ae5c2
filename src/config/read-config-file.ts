import { readFileSync } from 'node:fs'
import path from 'node:path'
import { LimbeckError } from '../errors/index.ts'
import { loadModule } from '../loading/index.ts'
import type { ConfigContext, LimbeckConfig } from './config.ts'
import { findConfigProblems } from './validate-config.ts'

/**
 * What a configuration file exports, or what the function that it exports returns; checked.
 *
 * @throws LimbeckError LB1003 when it is not valid, LB1004 when the file cannot be loaded
 */
export async function readConfigFile(file: string, context: ConfigContext): Promise<LimbeckConfig> {
  const exported = await exportOf(file)
  const config: unknown = typeof exported === 'function' ? await callConfig(file, () => exported(context)) : exported
  return checkedConfig(config, path.basename(file), file)
}

/**
 * A configuration, checked.
 *
 * @param name what errors call it
 * @throws LimbeckError LB1003 when it is not valid
 */
export function checkedConfig(config: unknown, name: string, file: string | null = null): LimbeckConfig {
  const problems = findConfigProblems(config)
  const [first] = problems
  // No problem found means that the value has the shape of a configuration.
  if (first === undefined) return config as LimbeckConfig
  const several = problems.length > 1
  throw new LimbeckError('LB1003', several ? `${name} has ${problems.length} mistakes.` : `${name}: ${first.message}`, {
    hints: problems.flatMap(({ message, hint }) => [...(several ? [message] : []), ...(hint === null ? [] : [hint])]),
    details: { file, keys: problems.map((problem) => problem.key) },
  })
}

async function callConfig(file: string, call: () => unknown): Promise<unknown> {
  try {
    return await call()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LimbeckError('LB1004', `The function that ${path.basename(file)} exports failed: ${reason}`, {
      hints: [`Look at ${file}; \`--trace\` shows the line.`],
      details: { file },
      cause,
    })
  }
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
