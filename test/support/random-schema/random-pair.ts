import type { DeclaredRename } from '../../../src/schema/index.ts'
import { Random } from '../random.ts'
import { randomCatalog } from '../random-catalog.ts'
import { editWorld, renameSomething } from '../random-edit.ts'
import { World, type WorldFeatures, allFeatures } from '../random-world.ts'
import type { PartType } from './part.ts'
import { postgresMembers } from './postgres-members.ts'
import { postgresRelations } from './postgres-relations.ts'
import { postgresRoutines } from './postgres-routines.ts'
import { extensions, postgresTypes } from './postgres-types.ts'
import { type PartTypes, type RandomSchema, addPart, changePart, schemaText, settle } from './random-schema.ts'
import { sqliteParts } from './sqlite-parts.ts'
import type { Spelling } from './table-text.ts'

/** Two schemas, the second a few steps away from the first. */
export interface RandomPair {
  readonly seed: number
  readonly spelling: Spelling
  readonly types: PartTypes
  /** Rows can be in every table of the first all the way. */
  readonly keepsRows: boolean
  readonly a: RandomSchema
  readonly b: RandomSchema
  readonly renames: readonly DeclaredRename[]
}

export interface PairOptions {
  readonly seed: number
  readonly dialect: Spelling['dialect']
  /** The major version of the server. */
  readonly version: number
}

/** How many pairs with seeds that follow each other fit into one PostgreSQL database. */
export const pairsPerDatabase = extensions.length

/** A pair of schemas, the same for the same options. Both can be made as they are. */
export function randomPair({ seed, dialect, version }: PairOptions): RandomPair {
  const random = new Random(Math.imul(seed, 2654435761))
  const isSqlite = dialect === 'sqlite'
  const types = partTypes(dialect, version)
  const place = seed % pairsPerDatabase
  const spelling: Spelling = {
    dialect,
    namespace: place === 0 ? 'public' : `s${place}`,
    extension: extensions[place] ?? extensions[0],
  }
  const otherNamespace = isSqlite ? null : `Other ${place}`
  const features: WorldFeatures = {
    ...allFeatures,
    comments: !isSqlite,
    arrays: !isSqlite,
    otherNamespace,
    tableOptions: isSqlite,
  }
  const keepsRows = seed % 3 !== 2
  const catalog = randomCatalog({ seed: random.below(2 ** 31), tables: 1 + random.below(3), features })
  let a: RandomSchema = { world: new World(catalog), parts: [], otherNamespace }
  for (let count = 2 + random.below(10); count > 0; count -= 1) a = addPart(a, random, types, false)
  const renamed = seed % 4 === 0 ? renameSomething(catalog, random, a.world) : { catalog, renames: [] }
  const world = new World(renamed.catalog)
  for (const { name } of a.parts) world.claim(name)
  let b: RandomSchema = { world, parts: a.parts.map((part) => renamedPart(part, renamed.renames)), otherNamespace }
  editWorld(world, random, random.below(5), { features, keepsRows })
  b = settle(b, types)
  for (let count = 1 + random.below(5); count > 0; count -= 1) {
    b = random.oneIn(3) ? addPart(b, random, types, keepsRows) : changePart(b, random, types, keepsRows)
  }
  return { seed, spelling, types, keepsRows, a, b, renames: renamed.renames }
}

/** The scripts that make both sides. */
export function pairTexts({ spelling, types, a, b }: RandomPair): { readonly a: string; readonly b: string } {
  const schemas =
    spelling.dialect === 'sqlite'
      ? []
      : [`CREATE SCHEMA IF NOT EXISTS "${spelling.namespace}"`, `CREATE SCHEMA "${a.otherNamespace ?? ''}"`]
  const text = (schema: RandomSchema) =>
    [...schemas, ...schemaText(schema, types, spelling)].map((statement) => `${statement};\n`).join('')
  return { a: text(a), b: text(b) }
}

function renamedPart(part: RandomSchema['parts'][number], renames: readonly DeclaredRename[]) {
  const table = renames.find((one) => one.kind === 'table' && one.from === part.on)
  const on = table?.to ?? part.on
  const columns = part.columns.map(
    (name) => renames.find((one) => one.kind === 'column' && one.owner === on && one.from === name)?.to ?? name,
  )
  return { ...part, on, columns }
}

function partTypes(dialect: Spelling['dialect'], version: number): PartTypes {
  const all: readonly PartType[] =
    dialect === 'sqlite'
      ? sqliteParts
      : [...postgresTypes, ...postgresRoutines, ...postgresRelations, ...postgresMembers]
  return new Map(all.filter(({ since }) => (since ?? 0) <= version).map((type) => [type.type, type]))
}
