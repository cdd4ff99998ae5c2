import type { Peer } from './peer.ts'

const settings = `[alembic]
script_location = alembic
`

const environment = `import os
from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
`

/** Whatever Alembic the Python on the PATH has. */
export const alembic: Peer = {
  name: 'alembic',
  packages: [],
  program: ['python3', '-m', 'alembic'],
  version: ['--version'],
  history: (changes) => [
    ['alembic.ini', settings],
    ['alembic/env.py', environment],
    ...changes.map(({ up, down }, number) => {
      const before = number === 0 ? 'None' : `"r${number - 1}"`
      const text = `from alembic import op

revision = "r${number}"
down_revision = ${before}


def upgrade():
    op.execute(${JSON.stringify(up)})


def downgrade():
    op.execute(${JSON.stringify(down)})
`
      return [`alembic/versions/r${number}_small.py`, text] as const
    }),
  ],
  upgrade: ['upgrade', 'head'],
  historyTable: 'alembic_version',
  historyRows: 1,
}
