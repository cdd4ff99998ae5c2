/** The names of the databases that limbeck speaks to, as they stand in `--json` and in the journal. */
export type DialectName = 'sqlite' | 'postgresql'
