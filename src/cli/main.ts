import { version } from './version.ts'
process.stdout.write(`limbeck ${version}\n`)
