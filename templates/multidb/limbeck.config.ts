import { defineConfig } from 'limbeck'

// `limbeck upgrade head -n main` runs one of them, `-n all` all in turn.
export default defineConfig({
  databases: {
    main: {
      url: process.env.MAIN_DATABASE_URL ?? 'sqlite:///./main.db',
      models: './{{models}}/main/*.ts',
      migrations: './{{migrations}}/main',
    },
    reports: {
      url: process.env.REPORTS_DATABASE_URL ?? 'sqlite:///./reports.db',
      models: './{{models}}/reports/*.ts',
      migrations: './{{migrations}}/reports',
    },
  },
})
