import { defineCodes } from './code-row.ts'

export const executionCodes = defineCodes({
  LB6001: { title: 'A statement failed', exitStatus: 3 },
  LB6002: { title: 'Another migration is running', exitStatus: 2 },
})
