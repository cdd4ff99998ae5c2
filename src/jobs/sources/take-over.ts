import { type Catalog, type Column, type Expression, type Index, editCatalog, idOf } from '../../schema/index.ts'

/**
 * Models with what a server made of them: expressions get its spelling beside their own, views and functions are as it
 * says them, and everything knows what it stands on.
 *
 * @param built the same models, read back from a scratch database
 */
export function takeOver(written: Catalog, built: Catalog): Catalog {
  const draft = editCatalog(written)
  for (const table of written.tables()) {
    for (const member of written.membersOf(table)) {
      if (member.kind !== 'column' && member.kind !== 'check' && member.kind !== 'index') continue
      const other = built.get(idOf(member))
      const requires = other !== undefined && 'requires' in other ? other.requires : undefined
      const known = requires === undefined ? {} : { requires }
      if (member.kind === 'column' && other?.kind === 'column') draft.put({ ...spelledColumn(member, other), ...known })
      else if (member.kind === 'check' && other?.kind === 'check')
        draft.put({ ...member, expression: spelled(member.expression, other.expression), ...known })
      else if (member.kind === 'index' && other?.kind === 'index')
        draft.put({ ...spelledIndex(member, other), ...known })
    }
  }
  for (const object of written.looseObjects()) if (object.kind === 'defined') draft.remove(idOf(object))
  for (const object of built.looseObjects()) if (object.kind === 'defined') draft.put(object)
  return draft
}

function spelled(written: Expression, built: Expression): Expression {
  return { sql: written.sql, canonical: built.canonical ?? built.sql }
}

function spelledColumn(column: Column, built: Column): Column {
  return {
    ...column,
    default:
      column.default?.kind === 'expression' && built.default?.kind === 'expression'
        ? { kind: 'expression', expression: spelled(column.default.expression, built.default.expression) }
        : column.default,
    generated:
      column.generated === null || built.generated === null
        ? column.generated
        : { ...column.generated, expression: spelled(column.generated.expression, built.generated.expression) },
  }
}

function spelledIndex(index: Index, built: Index): Index {
  return {
    ...index,
    parts: index.parts.map((part, at) => {
      const other = built.parts[at]
      if (part.expression === null || other === undefined || other.expression === null) return part
      return { ...part, expression: spelled(part.expression, other.expression) }
    }),
    where: index.where === null || built.where === null ? index.where : spelled(index.where, built.where),
  }
}
