export { parseIndex } from './parse-index.ts'
export { Cursor } from './cursor.ts'
export { parseItem, parseTable, tableConstraintStarts } from './parse-table.ts'
export { plainConstraint } from './plain-constraint.ts'
export { splitTable } from './split-table.ts'
export { parseTrigger } from './parse-trigger.ts'
export { parseView } from './parse-view.ts'
export { parseVirtualTable } from './parse-virtual-table.ts'
export type {
  ParsedColumn,
  ParsedColumnConstraint,
  ParsedIndex,
  ParsedReference,
  ParsedTable,
  ParsedTableConstraint,
  ParsedTrigger,
  Span,
} from './parsed.ts'
