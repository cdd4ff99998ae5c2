import {
  type Grant,
  type Revoke,
  type SetOwner,
  type SourceTree,
  call,
  link,
  optionalString,
  options,
  rightsChanges,
  stringList,
  targetId,
} from '../operations/index.ts'
import { type Catalog, type ObjectId, type RightsTarget, everybody, noRights } from '../schema/index.ts'
import { type SourceWriter, sourceString } from '../text/index.ts'

type RightsOperation = Grant | Revoke | SetOwner

/** What is said at once: the same of several targets. */
interface RightsGroup {
  /** What a constant may be called after. */
  readonly name: string
  readonly operations: readonly RightsOperation[]
}

/** Who owns what and who may do what, so that what is the same for several objects is said once. */
export function rightsGroups(catalog: Catalog): readonly RightsGroup[] {
  const groups = new Map<string, { readonly name: string; readonly operations: RightsOperation[] }>()
  for (const { target, rights } of catalog.rights().values()) {
    for (const operation of rightsChanges(target, noRights, rights)) {
      const { target: _target, ...said } = operation
      const key = JSON.stringify([said, target.defaults === undefined ? null : target])
      const known = groups.get(key)
      if (known === undefined) groups.set(key, { name: nameOf(operation), operations: [operation] })
      else known.operations.push(operation)
    }
  }
  return [...groups.values()]
}

function nameOf(operation: RightsOperation): string {
  if (operation.kind === 'setOwner') return `owned by ${operation.owner ?? ''}`
  const [role = ''] = operation.roles
  const who = role === everybody ? 'everybody' : role
  const { defaults, objectType } = operation.target
  const what = operation.privileges.length > 2 ? 'rights' : operation.privileges.join(' ').toLowerCase()
  const words = operation.kind === 'grant' ? what : `without ${what}`
  return `${who} ${words}${defaults === undefined ? '' : ` new ${objectType}`}`
}

/**
 * The call that says it.
 *
 * @param use the constant of an object of the models, or null
 */
export function rightsSource(
  { operations }: RightsGroup,
  writer: SourceWriter,
  use: (id: ObjectId) => string | null,
): SourceTree {
  const [first] = operations
  if (first === undefined) return ''
  const targets = operations.map(({ target }) => targetSource(target, writer, use))
  if (first.kind === 'setOwner') {
    const head = call(writer.use('owner'), sourceString(first.owner ?? ''))
    return { kind: 'chain', head, links: [link('of', ...targets)] }
  }
  const { privileges, columns, target, roles } = first
  const [only] = privileges
  const list = privileges.length === 1 && only !== undefined ? sourceString(only) : stringList(privileges)
  const more = options({
    columns: columns === null ? null : stringList(columns),
    withGrantOption: first.kind === 'grant' && first.withGrantOption,
  })
  const head = call(writer.use(first.kind), list, ...more)
  const { defaults } = target
  const on =
    defaults === undefined
      ? link('on', ...targets)
      : link(
          'onNew',
          sourceString(target.objectType),
          ...options({ schema: optionalString(target.name), role: optionalString(defaults.role) }),
        )
  const names = roles.map((role) => sourceString(role === everybody ? 'PUBLIC' : role))
  return { kind: 'chain', head, links: [on, link(first.kind === 'grant' ? 'to' : 'from', ...names)] }
}

function targetSource(target: RightsTarget, writer: SourceWriter, use: (id: ObjectId) => string | null): SourceTree {
  const { objectType, namespace, name } = target
  const id = targetId(target)
  const constant = id === null ? null : use(id)
  if (constant !== null) return constant
  if (objectType === 'schema') return call(writer.use('schema'), sourceString(name ?? ''))
  const entries = { type: sourceString(objectType), name: sourceString(name ?? ''), schema: optionalString(namespace) }
  return options(entries)[0] ?? ''
}
