import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** How to start a program without a shell. */
export interface Program {
  readonly file: string
  readonly args: readonly string[]
}

/**
 * A program of the project (`node_modules/.bin` of the folder and those above it) or of `PATH`. On Windows what npm puts
 * there are scripts of a shell, which cannot be started without one: then it is the JavaScript file behind them.
 */
export function findProgram(name: string, folder: string, platform: NodeJS.Platform = process.platform): Program {
  // Starting `node` means this one: another in PATH may be too old for the project.
  if (name === 'node') return { file: process.execPath, args: [] }
  if (platform !== 'win32' || /[\\/]/.test(name)) return { file: name, args: [] }
  for (const bin of binFolders(folder)) {
    const shim = path.join(bin, name)
    if (!existsSync(shim)) continue
    const script = scriptOfShim(readFileSync(shim, 'utf8'))
    if (script !== null) return { file: process.execPath, args: [path.resolve(bin, script)] }
  }
  return { file: name, args: [] }
}

/** The environment with `node_modules/.bin` of the folder and those above it in front of `PATH`. */
export function pathWithBins(folder: string): { readonly [name: string]: string } {
  // Windows calls it Path, and a second spelling would hide the first.
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  return { [key]: [...binFolders(folder), process.env[key] ?? ''].join(path.delimiter) }
}

function binFolders(folder: string): readonly string[] {
  const folders: string[] = []
  for (let at = folder; ; at = path.dirname(at)) {
    folders.push(path.join(at, 'node_modules', '.bin'))
    if (path.dirname(at) === at) return folders
  }
}

/** The JavaScript file that a shell script of npm, pnpm or yarn starts; null when it starts something else. */
export function scriptOfShim(text: string): string | null {
  return /"\$basedir\/([^"]+\.[cm]?js)"/.exec(text)?.[1] ?? null
}
