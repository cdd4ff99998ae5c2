import { defineConfig } from 'limbeck'

export default defineConfig({
  // The environment and the .env beside this file win; without them it is a file for development.
  url: process.env.DATABASE_URL ?? 'sqlite:///./dev.db',
  models: './{{models}}/*.ts',
  migrations: './{{migrations}}',
})
