import { loadConfig } from '../config/index.ts'
import { describeGiven } from '../dialects/index.ts'
import type { OpenOptions, Project } from './project.ts'
import type { ProjectContext } from './project-context.ts'
import { KeptConnection } from './kept-connection.ts'

/**
 * Opens a project: finds and checks its configuration. Opens no connection; each job opens its own and closes it again.
 * A job's code is imported when it first runs.
 *
 * @throws LimbeckError LB1001 to LB1004 for the configuration, LB4002 for a URL that is not understood, LB4004 for a
 *   connection that is none
 */
export async function openProject(options: OpenOptions = {}): Promise<Project> {
  const given = options.connection ?? null
  const config = await loadConfig(given === null ? options : { ...options, url: describeGiven(given).url })
  const kept = new KeptConnection()
  const context: ProjectContext = {
    config,
    onEvent: options.onEvent ?? (() => undefined),
    ask: options.ask ?? null,
    signal: options.signal ?? null,
    given,
    kept,
  }
  return withGitKnowledge(context, {
    config,
    revision: async (request) => (await import('./write/new-revision.ts')).newRevision(context, request),
    merge: async (request) => (await import('./write/merge.ts')).merge(context, request),
    rebase: async (request) => (await import('./write/rebase.ts')).rebase(context, request),
    upgrade: async (target, request) => (await import('./run/upgrade.ts')).upgrade(context, target, request),
    downgrade: async (target, request) => (await import('./run/downgrade.ts')).downgrade(context, target, request),
    stamp: async (targets, request) => (await import('./run/stamp.ts')).stamp(context, targets, request),
    ensureVersion: async (request) => (await import('./run/ensure-version.ts')).ensureVersion(context, request),
    current: async () => (await import('./look/current.ts')).current(context),
    history: async (request) => (await import('./look/history.ts')).history(context, request),
    log: async (request) => (await import('./look/log.ts')).log(context, request),
    heads: async (request) => (await import('./look/heads.ts')).heads(context, request),
    branches: async () => (await import('./look/branches.ts')).branches(context),
    show: async (revision) => (await import('./look/show.ts')).show(context, revision),
    find: async (revision) => (await import('./look/show.ts')).find(context, revision),
    check: async (request) => (await import('./compare/check.ts')).check(context, request),
    diff: async (request) => (await import('./compare/diff.ts')).diff(context, request),
    pull: async (request) => (await import('./compare/pull.ts')).pull(context, request),
    review: async (request) => (await import('./compare/review.ts')).review(context, request),
    doctor: async () => (await import('./look/doctor.ts')).doctor(context),
    operations: async (work) => (await import('./run/operations.ts')).operations(context, work),
    createAll: async () => (await import('./run/create-all.ts')).createAll(context),
    squash: async (request = {}) => (await import('./squash/squash.ts')).squash(context, request),
    close: () => kept.close(),
  })
}

/** Every job as it is, but an error about a revision without a file says what git knows of it. */
function withGitKnowledge({ config, signal }: ProjectContext, project: Project): Project {
  const explained =
    (job: (...args: readonly unknown[]) => Promise<unknown>) =>
    async (...args: readonly unknown[]) => {
      try {
        return await job(...args)
      } catch (error) {
        const { explainLostRevision } = await import('./look/explain-lost-revision.ts')
        throw await explainLostRevision(error, config.migrations, signal)
      }
    }
  const members = Object.entries(project).map(([name, member]) => [
    name,
    typeof member === 'function' ? explained(member) : member,
  ])
  // The same members: each job is called with the arguments it was given and returns what it returned.
  return Object.fromEntries(members) as Project
}
