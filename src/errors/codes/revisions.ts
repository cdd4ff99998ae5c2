import { defineCodes } from './code-row.ts'

export const revisionCodes = defineCodes({
  LB2001: { title: 'No such revision', exitStatus: 2 },
  LB2002: { title: 'Multiple head revisions', exitStatus: 2 },
})
