import { defineConfig } from 'limbeck'

export default defineConfig({
  url: process.env['DATABASE_URL'] ?? 'sqlite:///./studio.db',
  models: './app/models/*.ts',
  migrations: './migrations',
})
