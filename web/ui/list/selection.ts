/** What is chosen in a list. The anchor is where a range with Shift begins. */
export type Selection = { chosen: ReadonlySet<string>; anchor: number }

export const noSelection: Selection = { chosen: new Set(), anchor: 0 }

/** Only rows that are here can be chosen by name; null stands for one that is not. */
export type IdAt = (index: number) => string | null

export function toggle(selection: Selection, index: number, id: string): Selection {
  const chosen = new Set(selection.chosen)
  if (!chosen.delete(id)) chosen.add(id)
  return { chosen, anchor: index }
}

/** From the anchor to here, in either direction, beside what was chosen before. */
export function extend(selection: Selection, index: number, idAt: IdAt): Selection {
  const [from, to] = [Math.min(selection.anchor, index), Math.max(selection.anchor, index)]
  const range = Array.from({ length: to - from + 1 }, (_, offset) => idAt(from + offset)).filter(
    id => id !== null,
  )
  return { chosen: new Set([...selection.chosen, ...range]), anchor: selection.anchor }
}

export function allOf(total: number, idAt: IdAt): Selection {
  return extend(noSelection, total - 1, idAt)
}
