export { type ModelFiles, type ModelFilesRequest, modelFiles } from './model-files.ts'
