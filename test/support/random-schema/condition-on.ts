import type { SpelledPart } from './part.ts'

/** A condition on the first column of a part. */
export function conditionOn({ columns, shapes }: Pick<SpelledPart, 'columns' | 'shapes'>): string {
  const [column] = columns
  if (column === undefined) return '1 = 1'
  if (shapes[0] === 'number') return `${column} > -100`
  return shapes[0] === 'text' ? `length(${column}) >= 0` : `${column} IS NOT NULL`
}
