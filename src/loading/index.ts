export { type LoadOptions, loadModule, loadModules } from './load-module.ts'
