import type { PairResult, Verdict } from './run-pair.ts'

/** The results as the page `docs/corpus.md`: a table by source, and every pair that did not pass with its reason. */
export function renderReport(results: readonly PairResult[]): string {
  const loaded = results.filter(({ up }) => up.outcome !== 'unloadable')
  const groups = Map.groupBy(
    loaded,
    ({ pair }) => `${pair.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'}: ${pair.source}`,
  )
  return `# Corpus

\`npm run corpus -- --corpus FOLDER [PATTERN]\` takes pairs of schemas that other people wrote, from the test suites and histories of
other tools. For each it builds the first one with rows in its tables, generates the way to the second one, runs it as a revision
file, and looks: the next comparison finds nothing, an observer's dump (\`pg_dump\`, SQLite's own texts) equals that of a database
built from the second text, tables have kept their rows. Then it goes back, to the dump of before, and up again.

**without rows**: the rows that were there do not fit the second schema, the database refuses them, limbeck names them; empty, it goes
all the way. **refused**: limbeck says why it does not do it, before anything runs. **wrong**: something else than what was wanted, or a failure on
the way. **crashed**: a fault of limbeck.

${table(groups)}

${results.length - loaded.length} of ${results.length} pairs are not loadable on the servers at hand.

## Where it did not pass

${gaps(loaded)}
`
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

function gaps(results: readonly PairResult[]): string {
  const lines = results.flatMap(({ pair, up, down }) => {
    const name = pair.id.replace(/^pairs\//, '')
    if (!up.outcome.startsWith('passed')) return [`- \`${name}\`, up, ${up.outcome}: ${shown(up.reason)}`]
    return down === null || down.outcome.startsWith('passed')
      ? []
      : [`- \`${name}\`, down, ${down.outcome}: ${shown(down.reason)}`]
  })
  return lines.length === 0 ? 'Nowhere.' : lines.join('\n')
}

/** A reason on one line, without what Markdown would read into it. */
function shown(reason: string): string {
  const text = reason.replace(/\s+/g, ' ').replaceAll('`', "'")
  return `\`${text.length > 200 ? `${text.slice(0, 199)}…` : text}\``
}
