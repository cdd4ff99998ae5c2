import type { MigrationResult } from '../../jobs/index.ts'

type Losses = NonNullable<MigrationResult['losses']>

/** What a downgrade drops with something in it, in one sentence. */
export function lossSentence(losses: Losses): string {
  const count = (number: number, one: string) => (number === 0 ? [] : [number === 1 ? `1 ${one}` : `${number} ${one}s`])
  const columns = losses.filter(({ column }) => column !== null).length
  const what = [...count(losses.length - columns, 'table'), ...count(columns, 'column')].join(' and ')
  return `This downgrade drops ${what} with what ${losses.length === 1 ? 'it holds' : 'they hold'}.`
}

/** One line for each: `table users (1,204 rows)`. */
export function lossLines(losses: Losses): readonly string[] {
  return losses.map(({ table, column, rows, orMore }) => {
    const thing = column === null ? `table ${table}` : `column ${table}.${column}`
    const unit = `${column === null ? 'row' : 'value'}${rows === 1 ? '' : 's'}`
    return `${thing} (${orMore ? 'more than ' : ''}${rows.toLocaleString('en-US')} ${unit})`
  })
}
