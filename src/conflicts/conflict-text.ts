import path from 'node:path'
import type { Conflict, ConflictKind, UnknownPart } from './conflict.ts'

const titles: { readonly [Kind in ConflictKind]: string } = {
  createdTwice: 'created twice',
  changedTwice: 'changed on both sides',
  droppedTwice: 'dropped twice',
  droppedAndUsed: 'dropped but used',
  orderMatters: 'order matters',
}

const unknowns: { readonly [Reason in UnknownPart['reason']]: string } = {
  sql: 'hand-written SQL',
  query: 'reads the database',
  rows: 'inserts rows',
  failure: 'could not be recorded',
  schema: 'does not fit the replayed schema',
}

/**
 * A paragraph for each conflict, as `git merge` prints them.
 *
 * @param folder what file names are shown relative to
 */
export function conflictParagraphs(conflicts: readonly Conflict[], folder: string): readonly string[] {
  return conflicts.map(({ kind, message, sides }) =>
    [
      `CONFLICT (${titles[kind]}): ${message}`,
      ...sides.flatMap(({ revision, file, does }) => [
        `  ${revision} ${shownFile(file, folder)}`,
        ...does.map((line) => `    ${line}`),
      ]),
    ].join('\n'),
  )
}

/** A line for each part that could not be judged. */
export function unknownLines(parts: readonly UnknownPart[], folder: string): readonly string[] {
  return parts.map(({ revision, file, reason, text, mentions }) => {
    const named = mentions.length === 0 ? '' : `; the other side has to do with ${mentions.join(', ')}, too`
    return `Unknown (${unknowns[reason]}): ${revision} ${shownFile(file, folder)}: ${text}${named}`
  })
}

/** Relative where that leads downwards. */
function shownFile(file: string, folder: string): string {
  const relative = path.relative(folder, file)
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative
}
