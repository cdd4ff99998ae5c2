/** A few rows for playing with, in the SQLite database of development: `node scripts/seed.ts`. */
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync('studio.db')
database.exec(`
  INSERT INTO users (id, email, full_name) VALUES
    ('11111111-1111-4111-8111-111111111111', 'ada@studio.example', 'Ada Lovelace'),
    ('22222222-2222-4222-8222-222222222222', 'mary.ann@studio.example', 'Mary Ann Evans');
  INSERT INTO crews (id, owner_id, name, status) VALUES
    ('33333333-3333-4333-8333-333333333333', '11111111-1111-4111-8111-111111111111', 'Research', 'active'),
    ('44444444-4444-4444-8444-444444444444', '22222222-2222-4222-8222-222222222222', 'Sales', 'paused');
  INSERT INTO agents (id, crew_id, name, role, goal, model) VALUES
    ('55555555-5555-4555-8555-555555555555', '33333333-3333-4333-8333-333333333333', 'Scout', 'Researcher', 'Find sources', 'small'),
    ('66666666-6666-4666-8666-666666666666', '33333333-3333-4333-8333-333333333333', 'Scout', 'Researcher', 'Check them', 'large'),
    ('77777777-7777-4777-8777-777777777777', '44444444-4444-4444-8444-444444444444', 'Closer', 'Seller', 'Find customers', 'small');
  INSERT INTO tasks (crew_id, agent_id, title, description, position) VALUES
    ('33333333-3333-4333-8333-333333333333', '55555555-5555-4555-8555-555555555555', 'Read', 'Read everything', 0),
    ('33333333-3333-4333-8333-333333333333', '66666666-6666-4666-8666-666666666666', 'Write', 'Write it down', 1);
  INSERT INTO executions (crew_id, started_by_id, status, queued_at) VALUES
    ('33333333-3333-4333-8333-333333333333', '11111111-1111-4111-8111-111111111111', 'succeeded', '2026-03-30T10:00:00Z'),
    ('44444444-4444-4444-8444-444444444444', '22222222-2222-4222-8222-222222222222', 'queued', '2025-12-24T18:00:00Z');
`)
for (const table of ['users', 'crews', 'agents', 'tasks', 'executions']) {
  const { count } = database.prepare(`SELECT COUNT(*) AS count FROM ${table}`).get() ?? {}
  console.log(`${table}: ${String(count)}`)
}
database.close()
