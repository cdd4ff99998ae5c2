import { randomUUID } from 'node:crypto'
import { realpathSync, statSync, unlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import process from 'node:process'
import type { DatabaseSync } from 'node:sqlite'
import type { MigrationLock } from '../index.ts'
import { openDatabase } from './open-database.ts'

/**
 * The lock is a small SQLite file beside the database, held by an open write transaction: the operating system takes it
 * away with the process, whatever ends it. Readers still see what the holder wrote about itself before.
 *
 * The holder removes the file before it lets go. A process that was waiting then locks a file that is on disk no more; it
 * notices, because what it wrote is not in the file of that name, and tries again.
 */
const lockSuffix = '-limbeck-lock'

/** How often a lock on a file that was just removed is tried again. */
const mostAttempts = 20

/** The lock file of a database; two paths to one database have one. */
export function lockFileOf(databaseFile: string): string {
  try {
    return `${realpathSync(databaseFile)}${lockSuffix}`
  } catch {
    return `${databaseFile}${lockSuffix}`
  }
}

/** Tries once to lock; null when another process (or another line of this one) holds the lock. */
export function tryLockFile(file: string): MigrationLock | null {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    let database: DatabaseSync | null = null
    try {
      database = openDatabase(file, { create: true, busyTimeoutMs: 0 }).database
      const token = takeLock(database)
      if (readHolder(file)?.token === token) return held(database, file)
      database.close()
    } catch (error) {
      database?.close()
      if (isBusy(error)) return null
      if (!wasRemoved(error)) throw error
    }
  }
  return null
}

/**
 * Writes who holds the lock, then keeps the file's write lock. Throws the driver's error when another one has it.
 *
 * @returns what tells this file from one that took its name since: numbers of files are used again
 */
function takeLock(database: DatabaseSync): string {
  const token = randomUUID()
  // A journal on disk would belong to the name, not to the file: a process with a removed file would take it for its own.
  database.exec('PRAGMA journal_mode = MEMORY')
  database.exec('PRAGMA synchronous = OFF')
  database.exec('BEGIN IMMEDIATE')
  database.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT, token TEXT)')
  database.exec('DELETE FROM holder')
  const insert = database.prepare('INSERT INTO holder VALUES (?, ?, ?, ?)')
  insert.run(process.pid, hostname(), new Date().toISOString(), token)
  database.exec('COMMIT')
  // Another process may come first here: then this throws, and the file names that process.
  database.exec('BEGIN IMMEDIATE')
  return token
}

/** SQLite itself notices when a file that it has open was removed, and refuses to write (SQLITE_READONLY_DBMOVED). */
function wasRemoved(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === 1032
}

/** The lock is ours, and the file is the one on disk; only a holder removes it, so its number stays what it is now. */
function held(database: DatabaseSync, file: string): MigrationLock {
  const number = fileNumber(file)
  let isHeld = true
  return {
    question: null,
    verify: () => Promise.resolve(isHeld && database.isTransaction && fileNumber(file) === number),
    release() {
      if (isHeld) {
        isHeld = false
        if (fileNumber(file) === number) removeFile(file)
        database.close()
      }
      return Promise.resolve()
    },
  }
}

/** Windows does not remove open files; then the file stays, which does no harm. */
function removeFile(file: string): void {
  try {
    unlinkSync(file)
  } catch {
    return
  }
}

function fileNumber(file: string): bigint | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null
}

function isBusy(error: unknown): boolean {
  const { errcode, code } = error as { errcode?: number; code?: string }
  return ((errcode ?? 0) & 0xff) === 5 || code === 'LB6161'
}

/** Who holds the lock, in words; null when nobody does, also where a killed process left its file, or it cannot be read. */
export function readLockHolder(file: string): string | null {
  const holder = readHolder(file)
  return holder === null || !isLocked(file)
    ? null
    : `pid ${holder.pid} on host ${holder.host}, since ${holder.since.slice(11, 16)} UTC`
}

/** Asks for the lock and gives it back at once. What cannot be asked counts as locked. */
function isLocked(file: string): boolean {
  try {
    const { database } = openDatabase(file, { create: false, busyTimeoutMs: 0 })
    try {
      database.exec('BEGIN IMMEDIATE')
      database.exec('ROLLBACK')
      return false
    } finally {
      database.close()
    }
  } catch {
    return true
  }
}

interface Holder {
  readonly pid: string
  readonly host: string
  readonly since: string
  readonly token: string
}

/** What the file of this name says now. Only SQLite may open it: closing any other handle would let go of our own lock. */
function readHolder(file: string): Holder | null {
  if (fileNumber(file) === null) return null
  try {
    const { database } = openDatabase(file, { create: false, busyTimeoutMs: 0, readOnly: true })
    try {
      const row = database.prepare('SELECT pid, host, since, token FROM holder').get()
      if (row === undefined) return null
      const { pid, host, since, token } = row
      return { pid: String(pid), host: String(host), since: String(since), token: String(token) }
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}
