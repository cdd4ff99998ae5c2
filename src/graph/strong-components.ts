import type { DirectedGraph } from './directed-graph.ts'

/**
 * The strongly connected components, each with its nodes in ascending order: nodes of one component all lead to each
 * other, so a component of two nodes or more is a knot of cycles. A component stands behind those that lead to it.
 *
 * @see Robert Tarjan, "Depth-first search and linear graph algorithms" (1972); here without recursion.
 */
export function strongComponents(graph: DirectedGraph): readonly (readonly number[])[] {
  const unseen = -1
  const indexOf = new Int32Array(graph.size).fill(unseen)
  const lowOf = new Int32Array(graph.size)
  const open = new Uint8Array(graph.size)
  const stack: number[] = []
  const components: number[][] = []
  let next = 0

  const enter = (node: number) => {
    indexOf[node] = lowOf[node] = next
    next += 1
    stack.push(node)
    open[node] = 1
    return { node, successors: graph.successorsOf(node)[Symbol.iterator]() }
  }
  const lower = (node: number, to: number) => {
    if (to < (lowOf[node] ?? 0)) lowOf[node] = to
  }
  const close = (node: number) => {
    if (lowOf[node] !== indexOf[node]) return
    const component = stack.splice(stack.lastIndexOf(node))
    for (const member of component) open[member] = 0
    components.push(component.sort((a, b) => a - b))
  }

  for (let root = 0; root < graph.size; root += 1) {
    if (indexOf[root] !== unseen) continue
    const path = [enter(root)]
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const step = frame.successors.next()
      if (step.done === true) {
        path.pop()
        close(frame.node)
        const parent = path.at(-1)
        if (parent !== undefined) lower(parent.node, lowOf[frame.node] ?? 0)
      } else if (indexOf[step.value] === unseen) {
        path.push(enter(step.value))
      } else if (open[step.value] === 1) {
        lower(frame.node, indexOf[step.value] ?? 0)
      }
    }
  }
  return components.reverse()
}
