import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomCatalog } from '../../test/support/random-catalog.ts'
import { createScratchProject } from '../../test/support/scratch-project.ts'
import { postgres } from '../dialects/postgres/index.ts'
import { diffCatalogs } from '../diff/index.ts'
import { loadModules } from '../loading/index.ts'
import { modelsToCatalog } from '../models/index.ts'
import { describeOperation } from '../operations/index.ts'
import { defaultNamingConvention } from '../schema/index.ts'
import { modelFiles } from './index.ts'

test('models of any catalog, read back, are that catalog', async () => {
  const namingConvention = defaultNamingConvention
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom('one', 'each'),
      async (seed, tables, layout) => {
        const catalog = randomCatalog({ seed, tables })
        using project = createScratchProject()
        const { files } = modelFiles({ catalog, dialect: postgres, namingConvention, layout })
        const paths = files.map(({ name, text }) => project.write(`models/${name}`, text))
        const modules = await loadModules(paths, { code: 'LB6018', what: 'Model file' })
        const read = modelsToCatalog(
          paths.map((file, at) => ({ file, exports: modules[at] ?? {} })),
          { namingConvention },
        )
        const { operations, renames } = diffCatalogs({ found: catalog, wanted: read.catalog, dialect: postgres })
        expect([...renames, ...operations].map(describeOperation)).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})
