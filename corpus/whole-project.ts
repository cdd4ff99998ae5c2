import { type LimbeckConfig, type Project, openProject, sql } from '../src/public/index.ts'
import { type ScratchProject, createScratchProject } from '../test/support/scratch-project.ts'
import type { CorpusCase } from './cases.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** How whatever stands whole in the corpus went: the stages that were reached, in their order. */
export interface WholeResult {
  readonly whole: CorpusCase
  /** How large it is, in words. */
  readonly size: string
  readonly stages: readonly { readonly name: string; readonly verdict: Verdict }[]
}

/** What `pull` writes, and so what the models of a project are. */
export const pullFormats = ['ts', 'sql'] as const
export type PullFormat = (typeof pullFormats)[number]

/** A project of a folder of its own: the same models and revisions before any database. */
export class WholeProject implements Disposable {
  readonly files: ScratchProject = createScratchProject()

  /** Runs a job on the database of that URL, with the files that `pull` wrote to the folder as models. */
  async on<Result>(url: string, pulled: PulledModels, job: (project: Project) => Promise<Result>): Promise<Result> {
    const { folder, format } = pulled
    const models: LimbeckConfig['models'] = format === 'ts' ? `./${folder}/*.ts` : sql(`./${folder}/*.sql`)
    const schemas = { schemas: pulled.schemas ?? [] }
    const project = await openProject({
      cwd: this.files.folder,
      url,
      config: { models, ...schemas },
      // Whatever is not declared is new.
      ask: (questions) => Promise.resolve(Object.fromEntries(questions.map(({ id }) => [id, null]))),
    })
    try {
      return await job(project)
    } finally {
      await project.close()
    }
  }

  [Symbol.dispose](): void {
    this.files[Symbol.dispose]()
  }
}

export interface PulledModels {
  readonly folder: string
  readonly format: PullFormat
  readonly schemas?: readonly string[]
}

/** Stages one after the other; the first that fails ends them. */
export class Stages {
  readonly all: { readonly name: string; readonly verdict: Verdict }[] = []

  /** Runs one: `work` says what is wrong, or nothing. Returns whether it passed. */
  async run(name: string, work: () => Promise<string>): Promise<boolean> {
    const verdict = await work().then(
      (reason): Verdict => ({ outcome: reason === '' ? 'passed' : 'wrong', reason }),
      verdictOf,
    )
    this.all.push({ name, verdict })
    return verdict.outcome === 'passed'
  }
}

export function leftOver(operations: readonly { readonly describe: string }[]): string {
  return operations.length === 0 ? '' : `not empty: ${operations.map(({ describe }) => describe).join('; ')}`
}
