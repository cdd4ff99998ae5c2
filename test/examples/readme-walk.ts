import { execFile } from 'node:child_process'
import { globSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compileCache } from '../support/compile-cache.ts'

/** A fenced block of a page. */
export interface Block {
  readonly language: string
  readonly text: string
}

/** One command of a `console` block and what it printed. */
interface Command {
  readonly line: string
  readonly output: string
}

export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }))
}

/** Does what a block says, in the project's folder, and gives the block as it should have been. */
export async function walk(block: Block, folder: string, shell: Shell): Promise<string> {
  if (block.language === 'diff') applyDiff(block.text, folder)
  if (block.language === 'ts') mustStandInAFile(block.text, folder)
  if (block.language !== 'console') return block.text
  const printed: string[] = []
  for (const { line, output } of commandsOf(block.text)) {
    const actual = await shell(line)
    const isSame = sameOutput(output, actual)
    if (isSame) rememberIds(output, actual)
    printed.push(`$ ${line}\n`, isSame ? output : withShownIds(actual))
  }
  return printed.join('')
}

/** Runs one line and gives what it prints, errors included. */
export type Shell = (line: string) => Promise<string>

/** A shell in which `npx limbeck` is this checkout, and no machine shines through. */
export function shellIn(folder: string, replacements: { readonly [shown: string]: string }): Shell {
  const main = path.join(import.meta.dirname, '../../src/cli/main.ts')
  const { DATABASE_URL: _, LIMBECK_CONFIG: __, FORCE_COLOR: ___, ...environment } = process.env
  return async (line) => {
    let command = line
      .replace('npx limbeck', `"${process.execPath}" "${main}"`)
      .replace(/^node /, `"${process.execPath}" `)
    for (const [shown, real] of Object.entries(replacements)) command = command.replaceAll(shown, real)
    let output = await new Promise<string>((resolve) => {
      // Whether it succeeded is part of what it prints.
      execFile(
        'sh',
        ['-c', `${command} 2>&1`],
        { cwd: folder, env: { ...environment, ...compileCache, NO_COLOR: '1' } },
        (_error, stdout) => resolve(stdout),
      )
    })
    for (const [shown, real] of Object.entries(replacements)) output = output.replaceAll(real, shown)
    return output.replaceAll(folder, '/srv/studio/backend')
  }
}

function commandsOf(text: string): readonly Command[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return { line: part.slice(0, end), output: part.slice(end + 1) }
    })
}

/** A line `…` of the page stands for any number of lines; ids of new revisions, dates and durations may be others. */
function sameOutput(page: string, actual: string): boolean {
  const pattern = comparable(page)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/^…\n/gm, '(?:.*\\n)*?')
  return new RegExp(`^${pattern}$`).test(comparable(actual))
}

function comparable(text: string): string {
  return text
    .replaceAll(idPattern, (id) => (knownIds.has(id) ? id : 'new-id'))
    .replaceAll(/\b\d{8}_\d{4}_new-id/g, 'date_new-id')
    .replaceAll(/\(\d+(\.\d+)? m?s\)/g, '(duration)')
    .replaceAll(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'time')
    .replaceAll(/sqlite 3\.[\d.]+/g, 'sqlite 3')
}

const idPattern = /(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/g

/** What the page calls the revisions that were made on the way, so that a difference shows nothing else. */
const shownIds = new Map<string, string>()

function rememberIds(page: string, actual: string): void {
  const [shown, made] = [page.match(idPattern) ?? [], actual.match(idPattern) ?? []]
  if (shown.length !== made.length) return
  for (const [place, id] of made.entries()) shownIds.set(id, shown[place] ?? id)
}

function withShownIds(actual: string): string {
  return actual.replaceAll(idPattern, (id) => shownIds.get(id) ?? id)
}

const example = path.join(import.meta.dirname, '../../examples/crewai-studio/backend')
const knownIds = new Set(readdirSync(path.join(example, 'migrations')).map((file) => file.split('_')[2] ?? ''))

/** One hunk behind `--- file`; the file may be a glob that finds one. */
function applyDiff(text: string, folder: string): void {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const pattern = head.replace(/^--- /, '')
  const [file, ...others] = globSync(pattern, { cwd: folder })
  if (file === undefined || others.length > 0) throw new Error(`${pattern} is not one file`)
  const side = (marks: string) =>
    lines.filter((line) => marks.includes(line[0] ?? ' ')).map((line) => `${line.slice(1)}\n`)
  const before = readFileSync(path.join(folder, file), 'utf8')
  const old = side(' -').join('')
  if (before.split(old).length !== 2) throw new Error(`${file} does not hold once:\n${old}`)
  writeFileSync(
    path.join(folder, file),
    before.replace(old, () => side(' +').join('')),
  )
}

function mustStandInAFile(text: string, folder: string): void {
  const files = globSync('{app,migrations}/**/*.ts', { cwd: folder })
  if (files.some((file) => readFileSync(path.join(folder, file), 'utf8').includes(text.trim()))) return
  throw new Error(`No file holds:\n${text}`)
}
