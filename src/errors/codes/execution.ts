import { defineCodes } from './code-row.ts'

/** LB60xx: running revisions, whatever the database. The dialects have LB61xx and up. */
export const executionCodes = defineCodes({
  LB6002: { title: 'Another migration is running', exitStatus: 2 },
  LB6003: { title: 'An applied revision was edited', exitStatus: 2 },
  LB6004: { title: 'The run was interrupted', exitStatus: 2 },
  LB6005: { title: 'Rows in a script', exitStatus: 2 },
  LB6006: { title: 'A table that only the database knows', exitStatus: 2 },
  LB6007: { title: 'The version table is not as expected', exitStatus: 3 },
  LB6008: { title: 'A broken-off revision has changed', exitStatus: 2 },
  LB6009: { title: 'A statement in doubt', exitStatus: 2 },
  LB6011: { title: 'The code of a revision failed', exitStatus: 3 },
  LB6012: { title: 'The migration lock was lost', exitStatus: 3 },
  LB6014: { title: 'The database is not up to date', exitStatus: 2 },
  LB6015: { title: 'No model files', exitStatus: 2 },
  LB6017: { title: 'Options that exclude each other', exitStatus: 2 },
  LB6018: { title: 'A model file could not be loaded', exitStatus: 2 },
  LB6020: { title: 'A downgrade would lose rows', exitStatus: 2 },
  LB6021: { title: 'The database is not empty', exitStatus: 2 },
  LB6030: { title: 'A hook of the configuration failed', exitStatus: 3 },
  LB6031: { title: 'Outside of the one transaction of a run', exitStatus: 2 },
})
