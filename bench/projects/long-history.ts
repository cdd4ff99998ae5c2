import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const packageRoot = resolve(import.meta.dirname, '..')

interface HistorySize {
  /** Number of revision files. */
  readonly revisions: number
  /** Every so many files one holds `bulkBytes` of rows; 0: none does. */
  readonly bulkEvery: number
  readonly bulkBytes: number
}

/**
 * Writes a project with a long history into a folder: a main line, a branch of a few revisions every fifty, which is merged
 * again (but for the last), the same on every run. The revisions do nothing: they are about 1 KB of text, some much larger.
 *
 * @returns the paths of the revision files
 */
export function writeRevisionHistory(folder: string, size: HistorySize): readonly string[] {
  mkdirSync(join(folder, 'migrations'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(packageRoot, join(folder, 'node_modules/limbeck'), 'dir')
  symlinkSync(join(packageRoot, 'node_modules/pg'), join(folder, 'node_modules/pg'), 'dir')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  writeFileSync(join(folder, 'limbeck.config.json'), '{ "migrations": "./migrations" }\n')
  const files: string[] = []
  let main: string | null = null
  let side: string | null = null
  for (let number = 0; number < size.revisions; number += 1) {
    const place = number % 50
    const id = idOf(number)
    const onSide: boolean = place >= 20 && place < 40 && place % 2 === 1
    const isMerge: boolean = place === 40 && side !== null
    const down: readonly string[] = isMerge ? [main ?? '', side ?? ''] : [(onSide ? (side ?? main) : main) ?? '']
    const parents: readonly string[] = down.filter((parent) => parent !== '')
    if (onSide) side = id
    else main = id
    if (isMerge) side = null
    const file = join(folder, 'migrations', fileName(number, id))
    const bulk = size.bulkEvery > 0 && number % size.bulkEvery === 0 ? size.bulkBytes : 0
    writeFileSync(file, revisionText(number, id, parents, bulk))
    files.push(file)
  }
  return files
}

/** Twelve hexadecimal digits that look random and are all different. */
function idOf(number: number): string {
  return (((number + 1) * 0x9e3779b1) % 2 ** 32).toString(16).padStart(8, '0') + number.toString(16).padStart(4, '0')
}

function momentOf(number: number): string {
  return new Date(Date.UTC(2020, 0, 1) + number * 3_600_000).toISOString().replace(/\.000Z$/, 'Z')
}

function fileName(number: number, id: string): string {
  const day = momentOf(number).replace(/[-:TZ]/g, '')
  return `${day.slice(0, 8)}_${day.slice(8, 12)}_${id}_change_number_${number}.ts`
}

function revisionText(number: number, id: string, parents: readonly string[], bulk: number): string {
  const list = parents.map((parent) => `'${parent}'`).join(', ')
  const row = `    { code: 'C-${number}', name: 'A place of that name', created: '2026-01-01' },\n`
  const table = `audit_${number}`
  return `/**
 * Change number ${number} of the accounts and their orders
 *
 * Revision: ${id}
 * Revises:  ${parents.join(', ') || 'base'}
 * Created:  ${momentOf(number)}
 */
import { type Operations, integer, string, timestamp } from 'limbeck'

export const revision = '${id}'
export const downRevision = ${parents.length === 0 ? 'null' : parents.length > 1 ? `[${list}]` : list}
export const branchLabels: string[] = []
export const dependsOn: string[] = []

const skipped: boolean = true
${bulk === 0 ? '' : `const rows = [\n${row.repeat(Math.ceil(bulk / row.length))}]\n`}
export async function upgrade(op: Operations) {
  if (skipped) return
  await op.createTable('${table}', (t) => {
    t.column('id', integer().primaryKey())
    t.column('account', string(255).notNull())
    t.column('created_at', timestamp({ withTimezone: true }).notNull().defaultNow())
  })
  await op.createIndex('ix_${table}_account', '${table}', ['account'])${bulk === 0 ? '' : `\n  await op.bulkInsert('${table}', rows)`}
}

export async function downgrade(op: Operations) {
  if (skipped) return
  await op.dropIndex('ix_${table}_account', '${table}')
  await op.dropTable('${table}')
}
`
}
