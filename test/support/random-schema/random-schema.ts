import type { Column } from '../../../src/schema/index.ts'
import type { Random } from '../random.ts'
import { type World, quoted } from '../random-world.ts'
import type { Part, PartType, Relation, RelationColumn, Shape, SpelledPart } from './part.ts'
import { type Spelling, literal, qualified, tablesText } from './table-text.ts'

/** A whole schema: plain tables and enum types, and all other parts in the order in which they are made. */
export interface RandomSchema {
  readonly world: World
  readonly parts: readonly Part[]
  readonly otherNamespace: string | null
}

/** The relations of a schema by name, with the columns that parts add to them. */
export function relationsOf(schema: RandomSchema, types: PartTypes): ReadonlyMap<string, Relation> {
  return settled(schema, types).relations
}

export type PartTypes = ReadonlyMap<string, PartType>

/** The schema without parts of which something is missing that they stand on. */
export function settle(schema: RandomSchema, types: PartTypes): RandomSchema {
  return { ...schema, parts: settled(schema, types).parts }
}

function settled({ world, parts }: Pick<RandomSchema, 'world' | 'parts'>, types: PartTypes) {
  const relations = new Map<string, Relation>()
  for (const one of world.tables) {
    const [key, second] = one.primaryKey?.columns ?? []
    relations.set(one.table.name, {
      kind: 'table',
      namespace: one.table.namespace,
      name: one.table.name,
      columns: one.columns.map(relationColumn),
      key: second === undefined ? (key ?? null) : null,
    })
  }
  const kept = new Map<string, Part>()
  for (const part of parts) {
    const type = types.get(part.type)
    if (type === undefined) continue
    const fitting = fitted(part, type, relations, kept)
    if (fitting === null) continue
    kept.set(part.name, fitting)
    const on = relations.get(part.on ?? '')
    const pick = picker(fitting)
    const columns = fitting.columns.flatMap((name) => on?.columns.find((column) => column.name === name) ?? [])
    if (type.relation !== undefined) {
      const { namespace, name } = part
      relations.set(name, { namespace, name, ...type.relation({ pick, columns }) })
    }
    if (type.column !== undefined && on !== undefined) {
      const column = { name: part.name, ...type.column({ pick }) }
      relations.set(on.name, { ...on, columns: [...on.columns, column] })
    }
  }
  return { parts: [...kept.values()], relations }
}

function fitted(
  part: Part,
  type: PartType,
  relations: ReadonlyMap<string, Relation>,
  kept: ReadonlyMap<string, Part>,
): Part | null {
  const on = relations.get(part.on ?? '')
  if (type.on !== undefined && (on === undefined || !type.on(on))) return null
  const { fits } = type.columns ?? {}
  const columns = part.columns.filter((name) =>
    on?.columns.some((column) => column.name === name && fits?.(column) === true),
  )
  if (columns.length < (type.columns?.least ?? 0)) return null
  const has = part.need !== null && type.need?.types.includes(kept.get(part.need)?.type ?? '') === true
  if (type.need !== undefined && type.need.maybe !== true && !has) return null
  return {
    ...part,
    namespace: belongs(type) ? (on?.namespace ?? null) : part.namespace,
    columns,
    need: has ? part.need : null,
  }
}

/** Parts of a relation live where it lives; views and statistics too, which may. */
function belongs(type: PartType): boolean {
  return type.on !== undefined
}

function relationColumn({ name, type, generated, identity }: Column): RelationColumn {
  return { name, shape: shapeOf(type.kind), generated: generated !== null || identity !== null }
}

function shapeOf(kind: Column['type']['kind']): Shape {
  if (['integer', 'bigInteger', 'smallInteger'].includes(kind)) return 'number'
  if (kind === 'text' || kind === 'string') return 'text'
  if (kind === 'timestamp' || kind === 'date') return 'time'
  return kind === 'boolean' ? 'boolean' : 'other'
}

function picker(part: Part): SpelledPart['pick'] {
  return (place, options) => {
    const option = options[(part.dice[place] ?? 0) % options.length]
    if (options.length === 0) throw new Error('Nothing to pick from')
    // The place is within the options.
    return option as (typeof options)[number]
  }
}

/** The statements that make a schema, and nothing else: the same for the same schema. */
export function schemaText(schema: RandomSchema, types: PartTypes, spelling: Spelling): readonly string[] {
  const relations = relationsOf(schema, types)
  const byName = new Map(schema.parts.map((part) => [part.name, part]))
  const spelledPart = (part: Part): SpelledPart => {
    const on = relations.get(part.on ?? '')
    const named = (suffix: string, full = true) =>
      full ? qualified(spelling, part.namespace, `${part.name}${suffix}`) : quoted(`${part.name}${suffix}`)
    const need = byName.get(part.need ?? '')
    return {
      name: named(''),
      bare: named('', false),
      named,
      namespace: part.namespace ?? spelling.namespace,
      extension: spelling.extension,
      on: on === undefined ? '' : qualified(spelling, on.namespace, on.name),
      onKind: on?.kind ?? null,
      onKey: on?.key === undefined || on.key === null ? null : quoted(on.key),
      columns: part.columns.map(quoted),
      shapes: part.columns.flatMap((name) => on?.columns.find((column) => column.name === name)?.shape ?? []),
      need: need === undefined ? null : spelledPart(need),
      pick: picker(part),
    }
  }
  const texts = schema.parts.flatMap((part) => {
    const type = types.get(part.type)
    if (type === undefined) return []
    const spelled = spelledPart(part)
    const remark = type.remark?.(spelled)
    const comment =
      part.comment === null || remark === undefined ? [] : [`COMMENT ON ${remark} IS ${literal(part.comment)}`]
    return [...type.sql(spelled), ...comment]
  })
  return [...tablesText(schema.world, spelling), ...texts]
}

const comments = ['A part', 'It\'s "commented"; 100%', 'größe\nand more']

/** A new part of a random type at the end of a schema, or the same schema where the type finds nothing to stand on. */
export function addPart(schema: RandomSchema, random: Random, types: PartTypes, keepsRows: boolean): RandomSchema {
  const possible = [...types.values()]
    .filter(({ constrains }) => !keepsRows || constrains !== true)
    .flatMap((type) => Array.from({ length: type.weight ?? 1 }, () => type))
  const type = random.pick(possible)
  const relations = [...relationsOf(schema, types).values()].filter((relation) => type.on?.(relation) === true)
  if (type.on !== undefined && relations.length === 0) return schema
  const on = type.on === undefined ? undefined : random.pick(relations)
  const columns = columnsFor(type, on, random)
  const needs = schema.parts.filter((part) => type.need?.types.includes(part.type) === true)
  const { world } = schema
  const part: Part = {
    type: type.type,
    namespace: on?.namespace ?? (random.oneIn(4) ? schema.otherNamespace : null),
    name: world.freshName(random, type.type.replaceAll(' ', '_')),
    on: on?.name ?? null,
    columns,
    need: needs.length === 0 ? null : random.pick(needs).name,
    dice: Array.from({ length: type.dice }, () => random.below(60)),
    comment: random.oneIn(4) ? random.pick(comments) : null,
  }
  return settle({ ...schema, parts: [...schema.parts, part] }, types)
}

function columnsFor(type: PartType, on: Relation | undefined, random: Random): readonly string[] {
  const { columns } = type
  if (columns === undefined) return []
  const possible = (on?.columns ?? []).filter(columns.fits)
  return possible.length === 0 ? [] : random.some(possible, columns.most).map(({ name }) => name)
}

/** One part changed: other options, other columns, another comment, or gone. */
export function changePart(schema: RandomSchema, random: Random, types: PartTypes, keepsRows: boolean): RandomSchema {
  if (schema.parts.length === 0) return schema
  const part = random.pick(schema.parts)
  const type = types.get(part.type)
  if (type === undefined) return schema
  const kind = keepsRows && type.constrains === true ? random.pick([0, 5]) : random.below(6)
  const fixed = type.fixed ?? 0
  const place = fixed + random.below(Math.max(1, part.dice.length - fixed))
  const on = relationsOf(schema, types).get(part.on ?? '')
  const dice = part.dice.map((die, index) => (index === place ? random.below(60) : die))
  const columns = kind === 4 ? columnsFor(type, on, random) : part.columns
  const comment = kind === 5 ? random.pick([null, ...comments]) : part.comment
  const changed = kind === 0 ? [] : [{ ...part, columns, comment, dice: kind < 4 ? dice : part.dice }]
  return settle({ ...schema, parts: schema.parts.flatMap((one) => (one === part ? changed : [one])) }, types)
}
