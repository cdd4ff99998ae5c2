import { defineCodes } from './code-row.ts'

export const reviewCodes = defineCodes({
  LB7001: { title: 'No such review rule', exitStatus: 2 },
})
