import { describe, expect, test, vi } from 'vitest'
import { openProject } from '../../src/jobs/index.ts'
import { type Operation, renderOperations } from '../../src/operations/index.ts'
import type { Catalog } from '../../src/schema/index.ts'
import { SourceWriter } from '../../src/text/index.ts'
import { randomCatalog } from '../support/random-catalog.ts'
import { editRandomly } from '../support/random-edit.ts'
import { type ScratchProject, createScratchProject } from '../support/scratch-project.ts'
import { scriptRunners } from '../support/script-runners.ts'
import { RoundTrip } from './round-trip.ts'

vi.setConfig({ testTimeout: 120_000 })

/**
 * Random histories as scripts, run by the database's own program: the same schema as the run itself makes, at every
 * revision, up and down. LIMBECK_SCRIPT_TRIPS sets how many histories are tried per database.
 */
const budget = (usual: number) => Number(process.env['LIMBECK_SCRIPT_TRIPS'] ?? usual)

const revisions = ['aaaa1', 'bbbb2', 'cccc3'] as const

describe.each(scriptRunners)('random histories through $program', ({ program, create, run, dump }) => {
  const features = program === 'psql' ? {} : { comments: false }

  test.each(Array.from({ length: budget(program === 'psql' ? 6 : 15) }, (_, number) => 1 + number))(
    'history %i',
    async (seed) => {
      using project = createScratchProject()
      await using online = await create()
      await using offline = await create()
      const limbeck = await openProject({ cwd: project.folder, url: online.url })
      const trip = await RoundTrip.open(online.url)
      const dumps = [await dump(online.url)]
      try {
        let catalog = randomCatalog({ seed, tables: 1 + (seed % 4), features })
        for (const [index, id] of revisions.entries()) {
          if (index > 0) catalog = edited(catalog, seed * 31 + index, features)
          const { upgrade, downgrade } = await trip.plan(catalog)
          writeRevision(project, id, revisions[index - 1] ?? null, upgrade, downgrade)
          await limbeck.upgrade(id)
          dumps.push(await dump(online.url))
        }
      } finally {
        await trip.close()
      }
      const script = async (direction: 'upgrade' | 'downgrade', range: string) => {
        const parts: string[] = []
        await limbeck[direction](range, { onSql: (text) => parts.push(text) })
        run(offline.url, parts.join(''))
        return await dump(offline.url)
      }
      expect(await script('upgrade', 'head')).toBe(dumps[3])
      expect(await script('downgrade', 'head:bbbb2')).toBe(dumps[2])
      expect(await script('downgrade', 'bbbb2:base')).toBe(dumps[0])
      expect(await script('upgrade', 'base:+1')).toBe(dumps[1])
      expect(await script('upgrade', 'aaaa1:head')).toBe(dumps[3])
      const rows = 'SELECT version_num FROM limbeck_version'
      expect(await offline.query(rows)).toEqual(await online.query(rows))
      // The number of statements may differ: a script is for the oldest server that there is.
      const journal = `SELECT revision, direction, status, checksum FROM limbeck_journal ORDER BY id LIMIT 3`
      expect(await offline.query(journal)).toEqual(await online.query(journal))
    },
  )
})

function edited(catalog: Catalog, seed: number, features: object): Catalog {
  return editRandomly(catalog, { seed, edits: 1 + (seed % 5), features, keepsRows: true }).catalog
}

function writeRevision(
  project: ScratchProject,
  id: string,
  down: string | null,
  upgrade: readonly Operation[],
  downgrade: readonly Operation[],
): void {
  const [up, back] = [upgrade, downgrade].map((operations) => {
    const writer = new SourceWriter()
    renderOperations(operations, writer, 'op')
    return writer
  })
  const imports = [...new Set([...(up?.imports ?? []), ...(back?.imports ?? [])])]
  project.write(
    `migrations/${id}.ts`,
    `/**\n * ${id}\n *\n * Revision: ${id}\n * Revises: ${down ?? ''}\n */
import type { Operations } from 'limbeck'
${imports.length === 0 ? '' : `import { ${imports.join(', ')} } from 'limbeck'`}

export const revision = '${id}'
export const downRevision = ${JSON.stringify(down)}

export async function upgrade(op: Operations) {
${up?.toString()}
}

export async function downgrade(op: Operations) {
${back?.toString()}
}
`,
  )
}
