import { readFileSync } from 'node:fs'
import type { ResolvedConfig } from '../../config/index.ts'
import { LimbeckError } from '../../errors/index.ts'
import { importSourceFor, resolveGeneration } from '../../generation/index.ts'
import {
  type RenderOptions,
  type RevisionSource,
  type RevisionTemplate,
  renderRevision,
  renderWithTemplate,
} from '../../revisions/index.ts'

/**
 * The TypeScript of a new revision, in the project's own words and layout.
 *
 * @param file where it is going to be, absolute
 * @throws LimbeckError LB2033 for a template that cannot be read or does not fit
 */
export function renderSource(config: ResolvedConfig, source: RevisionSource, file: string): string {
  const { revisionTemplate, templateArguments } = resolveGeneration(config.generation, config.folder)
  const options = renderOptions(config, file)
  if (revisionTemplate === null || revisionTemplate === undefined) return renderRevision(source, options)
  const template = typeof revisionTemplate === 'function' ? revisionTemplate : readTemplate(revisionTemplate)
  return renderWithTemplate(template, source, file, { ...options, templateArguments })
}

/** What the project says about the calls in a revision file. */
export function renderOptions(config: ResolvedConfig, file: string): RenderOptions {
  const { renderItem } = resolveGeneration(config.generation, config.folder)
  return { renderItem, importSource: (module) => importSourceFor(module, file, config.folder) }
}

function readTemplate(file: string): RevisionTemplate {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new LimbeckError('LB2033', `The revision template ${file} cannot be read.`, {
      hints: ['`revisionTemplate` in the configuration names it, relative to the configuration.'],
      details: { file },
      cause,
    })
  }
}
