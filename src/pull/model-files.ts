import type { Dialect } from '../dialects/index.ts'
import { printSource } from '../operations/index.ts'
import { type SourceTree, call, options, optionalString, stringList } from '../operations/index.ts'
import {
  type Catalog,
  type ColumnType,
  type DefinedObject,
  type EnumType,
  type NamingConvention,
  type ObjectKey,
  type TableRef,
  displayTable,
  idOf,
  keyOf,
  tableKey,
} from '../schema/index.ts'
import { type RenderedSource, SourceWriter, sourceString } from '../text/index.ts'
import { ExportNames } from './export-names.ts'
import { modelWords } from './model-words.ts'
import { objectSource } from './object-source.ts'
import { rightsGroups, rightsSource } from './rights-source.ts'
import { tableSource } from './table-source.ts'
import { unsaid } from './unsaid.ts'

export interface ModelFilesRequest {
  readonly catalog: Catalog
  /** That of the database which the catalog was read from. */
  readonly dialect: Dialect
  readonly namingConvention: NamingConvention
  /** Everything in one file, or a file for each table. */
  readonly layout: 'one' | 'each'
}

export interface ModelFiles {
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** What models cannot say, a sentence each; it also stands at the top of the first file. */
  readonly unsaid: readonly string[]
}

/** A catalog as TypeScript models. Reading them gives the same catalog, but for what is in `unsaid`. */
export function modelFiles({ catalog, dialect, namingConvention, layout }: ModelFilesRequest): ModelFiles {
  const names = new ExportNames(modelWords)
  const fileNames = new FileNames()
  const constants = new Map<ObjectKey, { readonly name: string; readonly file: string }>()
  const enums = [...catalog.looseObjects()].filter((one): one is EnumType => one.kind === 'enumType')
  const objects = [...catalog.looseObjects()].filter((one): one is DefinedObject => one.kind === 'defined')
  const tables = parentsFirst(catalog)
  const one = layout === 'one' ? 'schema' : null
  const register = (key: ObjectKey, name: string, suffix: string, file: string) =>
    constants.set(key, { name: names.nameFor(name, suffix), file })
  const enumFile = enums.length === 0 ? '' : (one ?? fileNames.nameFor('enums'))
  const objectFile = objects.length === 0 ? '' : (one ?? fileNames.nameFor('objects'))
  for (const table of tables) {
    register(tableKey(table), table.name, 'Table', one ?? fileNames.nameFor(displayTable(table)))
  }
  for (const type of enums) register(keyOf(idOf(type)), type.name, 'Enum', enumFile)
  for (const object of objects) register(keyOf(idOf(object)), bareName(object), suffixOf(object), objectFile)

  const writers = new Map<string, SourceWriter>()
  const writerOf = (file: string) => {
    const known = writers.get(file)
    if (known !== undefined) return known
    const writer = new SourceWriter((kind, item) => (kind === 'type' ? enumCall(item as ColumnType, file) : null))
    writers.set(file, writer)
    return writer
  }
  const use = (key: ObjectKey, file: string): string | null => {
    const constant = constants.get(key)
    if (constant === undefined) return null
    if (constant.file !== file) writerOf(file).useFrom(`./${constant.file}.ts`, constant.name)
    return constant.name
  }
  // Whoever renders a type hands the type over.
  const enumCall = (type: ColumnType, file: string): RenderedSource | null => {
    if (type.kind !== 'enum') return null
    const constant = constants.get(keyOf({ kind: 'enumType', namespace: type.namespace, name: type.name }))
    if (constant === undefined) return null
    const imports = constant.file === file ? {} : { imports: { [`./${constant.file}.ts`]: constant.name } }
    return { source: `${constant.name}()`, ...imports }
  }
  const print = (key: ObjectKey, source: (writer: SourceWriter, file: string) => SourceTree) => {
    const { name, file } = constants.get(key) ?? { name: '', file: '' }
    const writer = writerOf(file)
    const tree = source(writer, file)
    writer.line()
    printSource(withHead(`export const ${name} = `, tree), writer)
  }
  for (const type of enums) print(keyOf(idOf(type)), (writer) => enumSource(type, writer))
  for (const table of tables) {
    const definition = catalog.definitionOf(table)
    if (definition === undefined) continue
    print(tableKey(table), (writer, file) =>
      tableSource(definition, {
        writer,
        catalog,
        dialect,
        namingConvention,
        nameOf: (ref) => use(tableKey(ref), file),
      }),
    )
  }
  // What belongs to a view comes behind it.
  for (const object of [...objects.filter(({ on }) => on === null), ...objects.filter(({ on }) => on !== null)]) {
    print(keyOf(idOf(object)), (writer, file) =>
      objectSource(object, { writer, ownerOf: (owner) => use(tableKey(owner), file) ?? useView(owner, file, use) }),
    )
  }
  const rightsFile = one ?? 'rights'
  for (const group of rightsGroups(catalog)) {
    const writer = writerOf(rightsFile)
    const tree = rightsSource(group, writer, (id) => {
      const key = id.kind === 'table' ? tableKey(id) : keyOf(id)
      return use(key, rightsFile)
    })
    writer.line()
    printSource(withHead(`export const ${names.nameFor(group.name, 'Rights')} = `, tree), writer)
  }
  const left = unsaid(catalog)
  const files = [...writers].map(([file, writer], at) => ({
    name: `${file}.ts`,
    text: importLines(writer) + (at === 0 ? remarks(left) : '') + writer.toString(),
  }))
  return { files, unsaid: left }
}

function useView(owner: TableRef, file: string, use: (key: ObjectKey, file: string) => string | null): string | null {
  for (const objectType of ['view', 'materialized view']) {
    const name = use(keyOf({ kind: 'defined', objectType, on: null, ...owner }), file)
    if (name !== null) return name
  }
  return null
}

/** A statement in front of a tree that begins with a call. */
function withHead(head: string, tree: SourceTree): SourceTree {
  if (typeof tree === 'string') return head + tree
  if (tree.kind === 'call') return { ...tree, head: head + tree.head }
  if (tree.kind === 'chain') return { ...tree, head: withHead(head, tree.head) }
  return tree
}

function enumSource({ namespace, name, values, comment }: EnumType, writer: SourceWriter): SourceTree {
  const more = options({ schema: optionalString(namespace), comment: optionalString(comment) })
  return call(writer.use('enumType'), sourceString(name), stringList(values), ...more)
}

/** The tables in their order, but each behind those that it inherits from. */
function parentsFirst(catalog: Catalog) {
  const ordered: ReturnType<Catalog['tables']> extends Iterable<infer One> ? One[] : never = []
  const done = new Set<ObjectKey>()
  const visit = (table: (typeof ordered)[number]) => {
    if (done.has(tableKey(table))) return
    done.add(tableKey(table))
    for (const parent of table.inherits ?? []) {
      const found = catalog.get({ kind: 'table', namespace: parent.namespace, name: parent.name })
      if (found !== undefined) visit(found)
    }
    ordered.push(table)
  }
  for (const table of catalog.tables()) visit(table)
  return ordered
}

function bareName({ objectType, on, name }: DefinedObject): string {
  if (objectType === 'row security') return `${on ?? ''} row security`
  return name.replace(/\(.*\)$/s, '')
}

/** `row security` → `RowSecurity`. */
function suffixOf({ objectType }: DefinedObject): string {
  return objectType
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

function importLines(writer: SourceWriter): string {
  const line = (names: readonly string[], from: string) => {
    const text = `import { ${names.join(', ')} } from '${from}'\n`
    return text.length <= 121 ? text : `import {\n${names.map((name) => `  ${name},\n`).join('')}} from '${from}'\n`
  }
  return [
    line(writer.imports, 'limbeck/model'),
    ...writer.otherImports.map(({ module, names }) => line(names, module)),
  ].join('')
}

function remarks(left: readonly string[]): string {
  if (left.length === 0) return ''
  return `\n// What the database has and these models do not say:\n${left.map((one) => `// - ${one.replaceAll('\n', ' ')}\n`).join('')}`
}

/** Gives each file another name, safe on every file system. */
class FileNames {
  readonly #taken = new Set<string>()

  nameFor(name: string): string {
    const plain = name.replace(/[^\p{L}\p{N}_.-]+/gu, '_').replace(/^\.+/, '_') || '_'
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? plain : `${plain}_${number}`
      if (this.#taken.has(candidate.toLowerCase())) continue
      this.#taken.add(candidate.toLowerCase())
      return candidate
    }
  }
}
