import { defineCodes } from './code-row.ts'

export const modelCodes = defineCodes({
  LB3001: { title: 'Two objects of one name', exitStatus: 2 },
  LB3002: { title: 'A reference to nothing', exitStatus: 2 },
})
