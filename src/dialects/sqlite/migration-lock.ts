import { closeSync, openSync, realpathSync, statSync, unlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import process from 'node:process'
import type { DatabaseSync } from 'node:sqlite'
import { LimbeckError } from '../../errors/index.ts'
import type { MigrationLock } from '../index.ts'
import { openDatabase } from './open-database.ts'

/**
 * The lock is a small SQLite file beside the database, held by an open write transaction: the operating system takes it
 * away with the process, whatever ends it. Readers still see what the holder wrote about itself before.
 *
 * The holder removes the file before it lets go. A process that was waiting then locks a file that is on disk no more;
 * it notices by the file's number and tries again.
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
    // The number is taken first: whatever is opened and locked behind it must still be that file.
    const number = fileNumber(file) ?? makeFile(file)
    if (number === null) continue
    const database = openLockFile(file)
    if (database === null || !takeLock(database)) return null
    if (fileNumber(file) === number) return held(database, file, number)
    database.close()
  }
  return null
}

/** An empty file, unless another process makes it at the same moment; then null. */
function makeFile(file: string): bigint | null {
  try {
    closeSync(openSync(file, 'wx'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null
    throw new LimbeckError('LB6162', `The lock file "${file}" of the migration cannot be made.`, {
      hints: ['limbeck needs to write in the folder of the database, as SQLite itself does for its journal.'],
      details: { file },
      cause: error,
    })
  }
  return fileNumber(file)
}

/** Null while the holder is just writing its name. */
function openLockFile(file: string): DatabaseSync | null {
  try {
    return openDatabase(file, { create: true, busyTimeoutMs: 0 }).database
  } catch (error) {
    if (isBusy(error)) return null
    throw error
  }
}

/** Writes who holds the lock, then keeps the file's write lock. Closes the file when another one has it. */
function takeLock(database: DatabaseSync): boolean {
  try {
    database.exec('PRAGMA synchronous = OFF')
    database.exec('BEGIN IMMEDIATE')
    database.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT)')
    database.exec('DELETE FROM holder')
    database.prepare('INSERT INTO holder VALUES (?, ?, ?)').run(process.pid, hostname(), new Date().toISOString())
    database.exec('COMMIT')
    // Another process may come first here: then this throws, and the file names that process.
    database.exec('BEGIN IMMEDIATE')
    return true
  } catch (error) {
    database.close()
    if (isBusy(error)) return false
    throw error
  }
}

function held(database: DatabaseSync, file: string, opened: bigint): MigrationLock {
  let isHeld = true
  return {
    verify: () => Promise.resolve(isHeld && database.isTransaction && fileNumber(file) === opened),
    release() {
      if (isHeld) {
        isHeld = false
        removeFile(file, opened)
        database.close()
      }
      return Promise.resolve()
    },
  }
}

/** Windows does not remove open files; then the file stays, which does no harm. */
function removeFile(file: string, opened: bigint): void {
  try {
    if (fileNumber(file) === opened) unlinkSync(file)
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

/** Who holds the lock, in words; null when nobody ever did or it cannot be read. */
export function readLockHolder(file: string): string | null {
  if (fileNumber(file) === null) return null
  try {
    const { database } = openDatabase(file, { create: false, busyTimeoutMs: 0, readOnly: true })
    try {
      const row = database.prepare('SELECT pid, host, since FROM holder').get()
      if (row === undefined) return null
      return `pid ${String(row['pid'])} on host ${String(row['host'])}, since ${String(row['since']).slice(11, 16)} UTC`
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}
