import { alembic } from './alembic.ts'
import { dbmate } from './dbmate.ts'
import { drizzle } from './drizzle.ts'
import { knex } from './knex.ts'
import { kysely } from './kysely.ts'
import { mikroOrm } from './mikro-orm.ts'
import type { Peer } from './peer.ts'
import { typeorm } from './typeorm.ts'

export const peers: readonly Peer[] = [drizzle, typeorm, mikroOrm, knex, kysely, dbmate, alembic]
