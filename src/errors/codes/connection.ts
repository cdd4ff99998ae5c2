import { defineCodes } from './code-row.ts'

export const connectionCodes = defineCodes({
  LB4001: { title: 'The database could not be reached', exitStatus: 3 },
  LB4002: { title: 'The database URL is not understood', exitStatus: 2 },
  LB4003: { title: 'A database driver is missing', exitStatus: 2 },
  LB4004: { title: 'The given connection cannot be used', exitStatus: 2 },
})
