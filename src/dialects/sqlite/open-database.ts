import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import type * as driver from 'node:sqlite'
import { LimbeckError } from '../../errors/index.ts'

let loaded: typeof driver | null = null

/** Loads the built-in driver and keeps back the one warning that it is experimental; every other warning passes. */
function loadDriver(): typeof driver {
  if (loaded !== null) return loaded
  const emitWarning = process.emitWarning
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    const text = typeof warning === 'string' ? warning : warning.message
    if (text.startsWith('SQLite is an experimental feature')) return
    Reflect.apply(emitWarning, process, [warning, ...rest])
  }
  try {
    loaded = process.getBuiltinModule('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
  return loaded
}

export interface OpenedDatabase {
  readonly database: driver.DatabaseSync
  /** There was no file and none was made: the database is an empty one in memory. */
  readonly isMissing: boolean
}

/**
 * Opens a file or `:memory:`.
 *
 * @throws LimbeckError LB4001 when the file cannot be opened, LB6164 when it is no database.
 */
export function openDatabase(
  file: string,
  options: { readonly create: boolean; readonly busyTimeoutMs: number; readonly readOnly?: boolean },
): OpenedDatabase {
  const { DatabaseSync: Database } = loadDriver()
  const isMissing = file !== ':memory:' && !options.create && !isThere(file)
  const path = isMissing ? ':memory:' : file
  if (path !== ':memory:') refuseUnusable(path)
  let database: driver.DatabaseSync | null = null
  try {
    database = new Database(path, {
      readOnly: options.readOnly ?? false,
      enableForeignKeyConstraints: true,
      enableDoubleQuotedStringLiterals: false,
    })
    database.exec(`PRAGMA busy_timeout = ${Math.max(0, Math.trunc(options.busyTimeoutMs))}`)
    // The file is read only now; what is no database fails here.
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (error) {
    database?.close()
    throw explainOpening(error, file)
  }
  return { database, isMissing }
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined
}

function refuseUnusable(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) {
    throw new LimbeckError('LB4001', `The database "${file}" is a folder, not a file.`, {
      hints: ['Name a file in the URL, such as `sqlite:///./dev.db`.'],
      details: { file },
    })
  }
  const folder = dirname(file)
  if (found === undefined && !isThere(folder)) {
    throw new LimbeckError('LB4001', `The folder "${folder}" of the database "${file}" does not exist.`, {
      hints: [`Make the folder, \`mkdir -p ${folder}\`, or correct the URL; limbeck makes files, not folders.`],
      details: { file },
    })
  }
}

function explainOpening(error: unknown, file: string): LimbeckError {
  const { errcode, message } = error as { errcode?: number; message?: string }
  const details = { file, sqliteCode: errcode ?? null }
  const primary = (errcode ?? 0) & 0xff
  if (primary === 26 || primary === 11) {
    return new LimbeckError('LB6164', `The file "${file}" is not a SQLite database, or it is damaged.`, {
      hints: ['Check that the URL names the right file.', 'An encrypted or half-copied file looks like this, too.'],
      details,
      cause: error,
    })
  }
  if (primary === 5 || primary === 6) {
    return new LimbeckError('LB6161', `The database "${file}" is locked by another program.`, {
      hints: ['Close programs that write to it, such as a database browser with unsaved changes, and run again.'],
      details,
      cause: error,
    })
  }
  return new LimbeckError('LB4001', `The database "${file}" could not be opened: ${message ?? String(error)}.`, {
    hints: [
      'Check the path and the permissions of the file and its folder: SQLite writes its journal beside the file.',
    ],
    details,
    cause: error,
  })
}
