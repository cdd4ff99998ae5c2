import { afterEach, beforeEach } from 'vitest'
import type { TestDatabase } from './databases.ts'
import { type ScratchProject, createScratchProject } from './scratch-project.ts'

interface OfOneTest {
  readonly project: ScratchProject
  readonly database: TestDatabase
}

/** Gives each test of the block a project and an empty database of its own, and takes both away behind it. */
export function eachTestHas(create: () => Promise<TestDatabase>, give: (own: OfOneTest) => void): void {
  let own: OfOneTest
  beforeEach(async () => {
    own = { project: createScratchProject(), database: await create() }
    give(own)
  })
  afterEach(async () => {
    own.project[Symbol.dispose]()
    await own.database[Symbol.asyncDispose]()
  })
}
