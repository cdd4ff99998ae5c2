export { DirectedGraph } from './directed-graph.ts'
export { orderDespiteCycles } from './order-despite-cycles.ts'
export { strongComponents } from './strong-components.ts'
export { findCycle, topologicalOrder } from './topological-order.ts'
