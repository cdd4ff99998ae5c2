import { openProject } from './open-project.ts'
import type { OpenOptions, Project } from './project.ts'

/** Opens a project for one job and closes it behind it. */
export async function runOnce<Result>(
  options: OpenOptions,
  job: (project: Project) => Promise<Result>,
): Promise<Result> {
  const project = await openProject(options)
  try {
    return await job(project)
  } finally {
    await project.close()
  }
}
