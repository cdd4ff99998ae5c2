import { defineCodes } from './code-row.ts'

export const internalCodes = defineCodes({
  LB9001: { title: 'A fault of limbeck', exitStatus: 70 },
})
