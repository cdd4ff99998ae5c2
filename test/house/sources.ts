import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

export interface SourceFile {
  /** Path from the repository's root, with forward slashes: `src/schema/catalog.ts`. */
  readonly path: string
  readonly text: string
  readonly lines: number
  /** Imported files of this repository, as paths; types included. */
  readonly imports: readonly string[]
}

/** Every source file below `src`, tests left out unless asked for. */
export function sourceFiles(options: { readonly tests?: boolean } = {}): readonly SourceFile[] {
  return globSync('src/**/*.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => options.tests === true || !/\.test(-d)?\.ts$/.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, lines: text.split('\n').length, imports: importsOf(path, text) }
    })
}

function importsOf(path: string, text: string): readonly string[] {
  const code = text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const specifiers = [
    ...code.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"](\.[^'"]+)['"]/gm),
    ...code.matchAll(/\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/g),
    ...code.matchAll(/^\s*import\s*['"](\.[^'"]+)['"]/gm),
  ].map((found) => found[1] ?? '')
  return specifiers.map((specifier) => relative(root, resolve(root, dirname(path), specifier)).replaceAll('\\', '/'))
}

/** The room of a source file: its folder below `src`, one level deep, or two below `dialects`. */
export function roomOf(path: string): string {
  const [, first = '', second = ''] = path.split('/')
  if (first === 'dialects' && !second.endsWith('.ts')) return `dialects/${second}`
  return path === 'src/dialects/by-url.ts' ? path.slice(4) : first
}
