export type { EventListener, LimbeckEvent } from './events.ts'
