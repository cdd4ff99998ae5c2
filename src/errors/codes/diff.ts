import { defineCodes } from './code-row.ts'

export const diffCodes = defineCodes({
  LB5001: { title: 'A change that cannot be expressed', exitStatus: 2 },
  LB5002: { title: 'Open questions', exitStatus: 2 },
})
