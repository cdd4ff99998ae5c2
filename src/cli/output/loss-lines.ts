import type { MigrationResult } from '../../jobs/index.ts'

type Losses = NonNullable<MigrationResult['losses']>

/** What a downgrade drops or empties with something in it, in one sentence. */
export function lossSentence(losses: Losses): string {
  const count = (number: number, one: string) => (number === 0 ? [] : [number === 1 ? `1 ${one}` : `${number} ${one}s`])
  const columns = losses.filter(({ column }) => column !== null).length
  const emptied = losses.filter((loss) => loss.emptied === true).length
  const dropped = [...count(losses.length - columns - emptied, 'table'), ...count(columns, 'column')].join(' and ')
  const said = [dropped === '' ? '' : `drops ${dropped}`, ...count(emptied, 'table').map((what) => `empties ${what}`)]
  const held = emptied === losses.length ? '' : ` with what ${losses.length === 1 ? 'it holds' : 'they hold'}`
  return `This downgrade ${said.filter((part) => part !== '').join(' and ')}${held}.`
}

/** One line for each: `table users (1,204 rows)`. */
export function lossLines(losses: Losses): readonly string[] {
  return losses.map(({ table, column, rows, orMore, emptied }) => {
    const thing = column === null ? `table ${table}` : `column ${table}.${column}`
    const unit = `${column === null ? 'row' : 'value'}${rows === 1 ? '' : 's'}`
    return `${thing} (${orMore ? 'more than ' : ''}${rows.toLocaleString('en-US')} ${unit}${emptied === true ? ', deleted' : ''})`
  })
}
