import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createSqliteDatabase, openSqlite } from '../../../test/support/sqlite-database.ts'
import { sqlite } from './index.ts'

const versionTable = { namespace: null, name: 'v' }

const holderScript = fileURLToPath(new URL('../../../test/support/sqlite-lock-holder.ts', import.meta.url))
const contenderScript = fileURLToPath(new URL('../../../test/support/sqlite-lock-contender.ts', import.meta.url))

/** A real process that tries to hold the lock; its first line says whether it does. */
async function startHolder(file: string): Promise<{ readonly process: ChildProcess; readonly said: string }> {
  const child = spawn(process.execPath, [holderScript, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { process: child, said: line.toString().trim() }
}

const { tryLock, lockHolder } = sqlite.session

test('one line at a time, within a process', async () => {
  await using db = await createSqliteDatabase()
  const other = await openSqlite(db.file)
  const lock = await tryLock(db.connection, versionTable)
  expect(await lock?.verify()).toBe(true)
  expect(await tryLock(other, versionTable)).toBeNull()
  expect(await lockHolder(other, versionTable)).toMatch(
    new RegExp(`^pid ${process.pid} on host .+, since \\d\\d:\\d\\d UTC$`),
  )
  expect(await lock?.verify()).toBe(true)
  await lock?.release()
  expect(await lock?.verify()).toBe(false)
  const second = await tryLock(other, versionTable)
  expect(second).not.toBeNull()
  await second?.release()
  await other.close()
  expect(readdirSync(dirname(db.file))).toEqual(['test.db'])
})

test('between processes, released and killed', async () => {
  await using db = await createSqliteDatabase()
  const first = await startHolder(db.file)
  expect(first.said).toBe('held')
  expect(await tryLock(db.connection, versionTable)).toBeNull()
  expect(await lockHolder(db.connection, versionTable)).toContain(`pid ${first.process.pid ?? 0} `)
  expect((await startAndEnd(db.file)).said).toBe('busy')
  first.process.stdin?.write('release\n')
  await once(first.process, 'exit')
  expect(existsSync(`${db.file}-limbeck-lock`)).toBe(false)

  const second = await startHolder(db.file)
  expect(second.said).toBe('held')
  second.process.kill('SIGKILL')
  await once(second.process, 'exit')
  expect(existsSync(`${db.file}-limbeck-lock`)).toBe(true)
  expect(await lockHolder(db.connection, versionTable)).toBeNull()
  const lock = await tryLock(db.connection, versionTable)
  expect(lock).not.toBeNull()
  await lock?.release()
})

async function startAndEnd(file: string): Promise<{ readonly said: string }> {
  const { process: child, said } = await startHolder(file)
  child.kill('SIGKILL')
  await once(child, 'exit')
  return { said }
}

test('many processes that start at once: exactly one holds it', async () => {
  await using db = await createSqliteDatabase()
  const holders = await Promise.all(Array.from({ length: 4 }, () => startHolder(db.file)))
  const said = holders.map((holder) => holder.said).toSorted()
  for (const { process: child } of holders) {
    const ended = once(child, 'exit')
    if (child.kill('SIGKILL')) await ended
  }
  expect(said).toEqual(['busy', 'busy', 'busy', 'held'])
})

test('processes that take turns are never two at a time, though the file comes and goes', async () => {
  await using db = await createSqliteDatabase()
  const children = Array.from({ length: 3 }, () =>
    spawn(process.execPath, [contenderScript, db.file, '150'], { stdio: 'inherit' }),
  )
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit')) as unknown[]))
  expect(codes).toEqual([
    [0, null],
    [0, null],
    [0, null],
  ])
}, 30_000)

test('a database in memory needs none', async () => {
  await using db = await createSqliteDatabase('', { memory: true })
  const lock = await tryLock(db.connection, versionTable)
  expect(await lock?.verify()).toBe(true)
  expect(await lockHolder(db.connection, versionTable)).toBeNull()
})
