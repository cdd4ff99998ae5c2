import { defineCodes } from './code-row.ts'

/** SQLite: statements that fail and rebuilds that stop. */
export const sqliteCodes = defineCodes({
  LB6150: { title: 'A statement failed on SQLite', exitStatus: 3 },
  LB6151: { title: 'Rows that are not unique on SQLite', exitStatus: 3 },
  LB6152: { title: 'Rows that point at nothing on SQLite', exitStatus: 3 },
  LB6153: { title: 'Rows with NULL in a NOT NULL column on SQLite', exitStatus: 3 },
  LB6154: { title: 'Rows that break a check on SQLite', exitStatus: 3 },
  LB6155: { title: 'Values that a type change cannot convert', exitStatus: 3 },
  LB6156: { title: 'An object that SQLite does not have', exitStatus: 3 },
  LB6157: { title: 'An object that SQLite has already', exitStatus: 3 },
  LB6158: { title: 'A view or trigger stands in the way', exitStatus: 3 },
  LB6159: { title: 'SQL that SQLite cannot read', exitStatus: 3 },
  LB6160: { title: 'A change that SQLite cannot make', exitStatus: 3 },
  LB6161: { title: 'The SQLite database is locked', exitStatus: 3 },
  LB6162: { title: 'The SQLite database cannot be written', exitStatus: 3 },
  LB6163: { title: 'The disk is full', exitStatus: 3 },
  LB6164: { title: 'The file is damaged or not a database', exitStatus: 3 },
  LB6165: { title: 'A CREATE text that limbeck cannot read', exitStatus: 3 },
  LB6166: { title: 'Values and placeholders do not match', exitStatus: 2 },
  LB6167: { title: 'A rebuild that was ruled out', exitStatus: 2 },
  LB6168: { title: 'SQLite has no schemas', exitStatus: 2 },
  LB6169: { title: 'A rebuild with foreign keys switched on', exitStatus: 3 },
})
