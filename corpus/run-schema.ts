import type { SchemaCase } from './cases.ts'
import type { MakeDatabase, PairDatabase } from './pair-databases.ts'
import { differenceOf, firstLine } from './verdict.ts'
import { type PullFormat, Stages, WholeProject, type WholeResult, leftOver, pullFormats } from './whole-project.ts'

/**
 * A whole schema, as models in TypeScript and as SQL: `pull` says nothing else than the database; what `createAll` builds
 * from it, and what a generated revision makes of an empty database, is the original by the observer, columns in their
 * order; the way back leaves an empty database.
 */
export async function runSchema(schema: SchemaCase, make: MakeDatabase): Promise<WholeResult> {
  const stages = new Stages()
  let size = ''
  try {
    await using original = await make(schema, schema.schema)
    for (const format of pullFormats) size = await travel(schema, original, format, make, stages)
  } catch (error) {
    stages.all.push({ name: 'loaded', verdict: { outcome: 'unloadable', reason: firstLine(error) } })
  }
  return { whole: schema, size, stages: stages.all }
}

async function travel(
  schema: SchemaCase,
  original: PairDatabase,
  format: PullFormat,
  make: MakeDatabase,
  stages: Stages,
): Promise<string> {
  using project = new WholeProject()
  const pulled = { folder: 'pulled', format }
  const words = format === 'ts' ? 'models' : 'SQL'
  const wanted = await original.dumpInOrder()
  let tables = 0
  const same = await stages.run(`${words}: the same`, () =>
    project.on(original.url, pulled, async (job) => {
      const result = await job.pull({ format, out: pulled.folder })
      tables = result.tables
      if (result.unsaid.length > 0) return `unsaid: ${result.unsaid.join(' ')}`
      return leftOver((await job.diff()).operations)
    }),
  )
  const size = `${tables} tables`
  if (!same) return size
  await stages.run(`${words}: built`, async () => {
    await using built = await make(schema, '')
    await project.on(built.url, pulled, (job) => job.createAll())
    return differenceOf(wanted, await built.dumpInOrder())
  })
  await using empty = await make(schema, '')
  const before = await empty.dumpInOrder()
  const upgraded = await stages.run(`${words}: upgraded`, () =>
    project.on(empty.url, pulled, async (job) => {
      await job.revision({ message: 'Everything', autogenerate: true })
      await job.upgrade('head')
      return leftOver((await job.check()).operations) || differenceOf(wanted, await empty.dumpInOrder())
    }),
  )
  if (!upgraded) return size
  await stages.run(`${words}: downgraded`, async () => {
    await project.on(empty.url, pulled, (job) => job.downgrade('base'))
    return differenceOf(before, await empty.dumpInOrder())
  })
  return size
}
