import { defineCodes } from './code-row.ts'

export const internalCodes = defineCodes({
  LB9001: { title: 'A fault of limbeck', exitStatus: 70 },
  LB9010: { title: 'A plan that does not do what it should', exitStatus: 70 },
  LB9011: { title: 'Operations that wait for each other', exitStatus: 70 },
})
