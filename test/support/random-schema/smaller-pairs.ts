import { dropUnsupportedKeys, removeColumn, removeTable } from '../random-edit.ts'
import { World, type WorldTable } from '../random-world.ts'
import type { RandomPair } from './random-pair.ts'
import { type RandomSchema, settle } from './random-schema.ts'

/** The same pair without one thing on both sides: each part, each table, each member of a table in turn. */
export function* smallerPairs(pair: RandomPair): Generator<RandomPair> {
  const parts = new Set([...pair.a.parts, ...pair.b.parts].map(({ name }) => name))
  for (const name of [...parts].reverse()) {
    yield without(pair, (schema) => ({ ...schema, parts: schema.parts.filter((part) => part.name !== name) }))
  }
  const tables = [...pair.a.world.tables, ...pair.b.world.tables]
  for (const name of new Set(tables.map(({ table }) => table.name))) {
    yield inTables(pair, (world, one) => (one.table.name === name ? removeTable(world, one) : undefined))
  }
  const members = tables.flatMap((one) => [...one.uniques, ...one.checks, ...one.foreignKeys, ...one.indexes])
  for (const name of new Set(members.map((member) => member.name))) {
    yield inTables(pair, (world, one) => removeMember(world, one, name))
  }
  for (const name of new Set(tables.flatMap((one) => one.columns.map((column) => column.name)))) {
    yield inTables(pair, (_, one) => {
      const column = one.columns.find((it) => it.name === name)
      if (column !== undefined && one.columns.length > 1 && one.primaryKey?.columns.includes(name) !== true)
        removeColumn(one, column)
    })
  }
}

function removeMember(world: World, one: WorldTable, name: string): void {
  one.uniques = one.uniques.filter((it) => it.name !== name)
  one.checks = one.checks.filter((it) => it.name !== name)
  one.foreignKeys = one.foreignKeys.filter((it) => it.name !== name)
  one.indexes = one.indexes.filter((it) => it.name !== name)
  dropUnsupportedKeys(world, one)
}

function inTables(pair: RandomPair, edit: (world: World, one: WorldTable) => void): RandomPair {
  return without(pair, (schema) => {
    const world = new World(schema.world.catalog())
    for (const one of world.tables) edit(world, one)
    return { ...schema, world }
  })
}

function without(pair: RandomPair, edit: (schema: RandomSchema) => RandomSchema): RandomPair {
  return { ...pair, a: settle(edit(pair.a), pair.types), b: settle(edit(pair.b), pair.types) }
}
