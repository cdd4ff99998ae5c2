import { defineCodes } from './code-row.ts'

export const configurationCodes = defineCodes({
  LB1001: { title: 'Wrong usage of the command line', exitStatus: 2 },
  LB1002: { title: 'No configuration found', exitStatus: 2 },
  LB1003: { title: 'The configuration is not valid', exitStatus: 2 },
  LB1004: { title: 'The configuration could not be loaded', exitStatus: 2 },
  LB1005: { title: 'No database URL', exitStatus: 2 },
  LB1006: { title: 'The folder is not empty', exitStatus: 2 },
  LB1007: { title: 'A file or program of the system failed', exitStatus: 2 },
  LB1008: { title: 'Cancelled', exitStatus: 2 },
  LB1009: { title: 'A post-write hook failed', exitStatus: 2 },
  LB1010: { title: 'A command of the project failed', exitStatus: 2 },
  LB1011: { title: 'A file is there already', exitStatus: 2 },
})
