/** The body of a revision file that makes the table of users. */
export const createUsers = `
export async function upgrade(op: Operations) {
  await op.createTable('users', (t) => {
    t.column('id', integer().notNull())
    t.column('name', string(50))
    t.primaryKey('pk_users', ['id'])
  })
}
export async function downgrade(op: Operations) {
  await op.dropTable('users')
}`

/** The body of one that gives it a column. */
export const addEmail = `
export async function upgrade(op: Operations) {
  await op.addColumn('users', 'email', string(100))
}
export async function downgrade(op: Operations) {
  await op.dropColumn('users', 'email')
}`
