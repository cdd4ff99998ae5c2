import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const page = join(import.meta.dirname, '../../docs/performance.md')

/** Puts the tables between the marks of docs/performance.md. */
export function writePage(tables: string): void {
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables))
}

/** @throws Error when the text has no marks */
export function withTables(text: string, tables: string): string {
  const [begin, end] = ['<!-- bench -->', '<!-- /bench -->']
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`The page has no ${begin} … ${end} to write between.`)
  return `${text.slice(0, from + begin.length)}\n${tables}\n${text.slice(to)}`
}
