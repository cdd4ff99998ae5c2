import { Client } from 'pg'
import { expect, test } from 'vitest'
import { createScratchDatabase } from './postgres-database.ts'

test('a scratch database is empty, UTF-8, and gone afterwards', async () => {
  let url: string
  {
    await using database = await createScratchDatabase('scratch')
    url = database.url
    const client = new Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(
      `SELECT current_setting('server_encoding') AS encoding, (SELECT count(*)::int FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS tables`,
    )
    expect(rows).toEqual([{ encoding: 'UTF8', tables: 0 }])
    await client.end()
  }
  await expect(new Client({ connectionString: url }).connect()).rejects.toThrow(/does not exist/)
})
