import type { CorpusCase } from './cases.ts'
import type { PairResult } from './run-pair.ts'
import type { Verdict } from './verdict.ts'
import type { WholeResult } from './whole-project.ts'

/**
 * The results as the page `docs/corpus.md`: a table by source, one of what stands whole, and whatever did not pass with
 * its reason.
 */
export function renderReport(results: readonly PairResult[], wholes: readonly WholeResult[], left: number): string {
  const loaded = results.filter(({ up }) => up.outcome !== 'unloadable')
  const groups = Map.groupBy(loaded, ({ pair }) => `${databaseName(pair)}: ${pair.source}`)
  return `# Corpus

\`npm run corpus -- --corpus FOLDER [PATTERN]\` takes pairs of schemas that other people wrote, from the test suites and histories of
other tools. For each it builds the first one with rows in its tables, generates the way to the second one, runs it as a revision
file, and looks: the next comparison finds nothing, an observer's dump (\`pg_dump\`, SQLite's own texts) equals that of a database
built from the second text, tables have kept their rows. Then it goes back, to the dump of before, and up again.

**without rows**: the rows that were there do not fit the second schema, the database refuses them, limbeck names them; empty, it goes
all the way. **refused**: limbeck says why it does not do it, before anything runs. **wrong**: something else than what was wanted, or a failure on
the way. **crashed**: a fault of limbeck.

${table(groups)}

${results.length - loaded.length} of ${results.length} pairs are not loadable on the servers at hand.${left === 0 ? '' : ` ${left} cases were not run.`}

## Whole schemas and histories

Of a schema \`pull\` writes the models, once in TypeScript and once as SQL. **the same**: compared with the database that they
come from, they say nothing else. **built**: what \`createAll\` makes of them is the original by the observer, columns in their
order. **upgraded**: so is what a revision makes of an empty database that autogenerate wrote for it, and \`check\` finds
nothing. **downgraded**: behind the way back to the base the database is empty.

${wholeTable(wholes, 'schemas', ['the same', 'built', 'upgraded', 'downgraded'])}

Of a history each step is a revision. **as written**: its author's SQL as a \`.sql\` revision; behind the last one, and behind
each step back that its author wrote and that the database takes, the database is what the same files make of it with
the database's own tool. **models**, **SQL**: each step is generated from what \`pull\` says of the database behind it; the database
is the original behind every step, up and down.

${wholeTable(wholes, 'histories', ['as written', 'models', 'SQL'])}

## Where it did not pass

${[...gaps(loaded), ...wholeGaps(wholes)].join('\n') || 'Nowhere.'}
`
}

function databaseName({ dialect }: CorpusCase): string {
  return dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'
}

/** A row for each case, a column for each group of stages. */
function wholeTable(wholes: readonly WholeResult[], folder: string, groups: readonly string[]): string {
  const rows = wholes
    .filter(({ whole }) => whole.id.startsWith(`${folder}/`))
    .map(({ whole, size, stages }) => {
      const cells = groups.map((group) => {
        const own = stages.filter(({ name }) => name.startsWith(`${group}: `) || name.endsWith(`: ${group}`))
        const gone = own.find(({ verdict }) => verdict.outcome !== 'passed')
        return own.length === 0 ? '' : (gone?.verdict.outcome ?? 'passed')
      })
      return `| ${databaseName(whole)}: ${bareName(whole)} | ${size} | ${cells.join(' | ')} |`
    })
  const head = `| ${folder === 'schemas' ? 'schema' : 'history'} | size | ${groups.join(' | ')} |`
  return [head, `|---|---|${groups.map(() => '---|').join('')}`, ...rows].join('\n')
}

function bareName({ id }: CorpusCase): string {
  return (id.split('/').at(-1) ?? id).replace(/\.sql$/, '')
}

function wholeGaps(wholes: readonly WholeResult[]): readonly string[] {
  return wholes.flatMap(({ whole, stages }) =>
    stages
      .filter(({ verdict }) => verdict.outcome !== 'passed')
      .map(({ name, verdict }) => `- \`${whole.id}\`, ${name}, ${verdict.outcome}: ${shown(verdict.reason)}`),
  )
}

function table(groups: ReadonlyMap<string, readonly PairResult[]>): string {
  const head =
    '| source | pairs | up: passed | refused | wrong | crashed | down: passed | refused | wrong | crashed |\n|---|---|---|---|---|---|---|---|---|---|'
  const all = [...groups.values()].flat()
  const rows = [...groups, ['**all**', all] as const].map(([name, results]) => {
    const up = results.map((result) => result.up)
    const down = results.flatMap((result) => result.down ?? [])
    return `| ${name} | ${results.length} | ${counts(up)} | ${counts(down)} |`
  })
  return [head, ...rows].join('\n')
}

function counts(verdicts: readonly Verdict[]): string {
  const count = (outcome: Verdict['outcome']) => verdicts.filter((one) => one.outcome === outcome).length
  const passed = count('passed') + count('passed empty')
  const share = verdicts.length === 0 ? '' : ` (${((100 * passed) / verdicts.length).toFixed(1)} %)`
  const empty = count('passed empty') === 0 ? '' : `, ${count('passed empty')} without rows`
  return `${passed}${share}${empty} | ${count('refused')} | ${count('wrong')} | ${count('crashed')}`
}

function gaps(results: readonly PairResult[]): readonly string[] {
  return results.flatMap(({ pair, up, down }) => {
    const name = pair.id.replace(/^pairs\//, '')
    if (!up.outcome.startsWith('passed')) return [`- \`${name}\`, up, ${up.outcome}: ${shown(up.reason)}`]
    return down === null || down.outcome.startsWith('passed')
      ? []
      : [`- \`${name}\`, down, ${down.outcome}: ${shown(down.reason)}`]
  })
}

/** A reason on one line, without what Markdown would read into it. */
function shown(reason: string): string {
  const text = reason.replace(/\s+/g, ' ').replaceAll('`', "'")
  return `\`${text.length > 200 ? `${text.slice(0, 199)}…` : text}\``
}
