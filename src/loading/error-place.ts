import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where in the user's code an error came from. */
export interface ErrorPlace {
  /** Absolute path. */
  readonly file: string
  /** From 1; null when only the file is known. */
  readonly line: number | null
}

// Sources while limbeck is developed, one folder of bundles when it is installed.
const ownFolder =
  path.join(import.meta.dirname, path.basename(import.meta.dirname) === 'loading' ? '..' : '.') + path.sep

/** The innermost place of an error in code that is neither Node's, nor a package's, nor limbeck's; null when there is none. */
export async function findErrorPlace(error: unknown): Promise<ErrorPlace | null> {
  if (!(error instanceof Error)) return null
  return (await placeOfMissingImport(error)) ?? placeOfCompileError(error) ?? placeInStack(error)
}

/** `Cannot find module './x'` names the importing file; the line is where that file says './x'. */
async function placeOfMissingImport(error: Error): Promise<ErrorPlace | null> {
  const wanted = /^Cannot find (?:module|package) '([^']+)'(?: imported from (.+))?/.exec(error.message)
  const specifier = wanted?.[1]
  const importer = firstOfRequireStack(error) ?? wanted?.[2]
  if (specifier === undefined || importer === undefined || !path.isAbsolute(importer)) return null
  const text = await readFile(importer, 'utf8').catch(() => '')
  const base = path.isAbsolute(specifier) ? path.basename(specifier) : specifier
  const at = text.split('\n').findIndex((line) => line.includes(`${base}'`) || line.includes(`${base}"`))
  return { file: importer, line: at < 0 ? null : at + 1 }
}

function firstOfRequireStack(error: Error): string | undefined {
  if (!('requireStack' in error) || !Array.isArray(error.requireStack)) return undefined
  const [first]: unknown[] = error.requireStack
  return typeof first === 'string' ? first : undefined
}

/** A compile error has its place in front of the stack (Node) or at the end of the message (jiti). */
function placeOfCompileError(error: Error): ErrorPlace | null {
  const firstLine = (error.stack ?? '').split('\n')[0] ?? ''
  const found =
    /^((?:file:\/\/|\/|[A-Za-z]:\\).+?):(\d+)(?::\d+)?$/.exec(firstLine) ??
    /\n\s*((?:\/|[A-Za-z]:\\).+?):(\d+)(?::\d+)?\s*$/.exec(error.message)
  return found === null ? null : placeOf(found[1], found[2])
}

function placeInStack(error: Error): ErrorPlace | null {
  for (const line of (error.stack ?? '').split('\n')) {
    const found = /^\s+at (?:.*\()?(?:async )?((?:file:\/\/|\/|[A-Za-z]:\\).+?):(\d+):\d+\)?$/.exec(line)
    const place = found === null ? null : placeOf(found[1], found[2])
    if (
      place !== null &&
      !place.file.includes(`${path.sep}node_modules${path.sep}`) &&
      !place.file.startsWith(ownFolder)
    ) {
      return place
    }
  }
  return null
}

function placeOf(source = '', line = ''): ErrorPlace {
  const file = source.startsWith('file://') ? fileURLToPath(source.replace(/\?.*$/, '')) : source
  return { file: path.normalize(file), line: Number(line) }
}
