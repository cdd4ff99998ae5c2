import { cpSync } from 'node:fs'
import path from 'node:path'
import type { OpenOptions, Project } from '../../src/jobs/index.ts'
import { openProject } from '../../src/public/index.ts'
import { createScratchProject } from './scratch-project.ts'

const example = path.join(import.meta.dirname, '../../examples/crewai-studio/backend')

/** A copy of the example in the temporary folder, in which `limbeck` means this checkout. */
export interface ExampleProject extends Disposable {
  readonly folder: string
  open(options: OpenOptions): Promise<Project>
}

export function copyExample(): ExampleProject {
  const around = createScratchProject()
  const folder = around.path('backend')
  cpSync(example, folder, {
    recursive: true,
    filter: (file) => !/(^|\/)(node_modules|\.env|[^/]*\.db)$/.test(path.relative(example, file).replaceAll('\\', '/')),
  })
  return {
    folder,
    open: (options) => openProject({ cwd: folder, ...options }),
    [Symbol.dispose]: () => around[Symbol.dispose](),
  }
}
