/** The colours that people may give to labels, calendars and books: each readable in both themes. */
export const labelColours = [
  'pastel',
  'brick',
  'olive',
  'plum',
  'ochre',
  'teal',
  'rose',
  'indigo',
  'rust',
  'stone',
] as const

export type LabelColour = (typeof labelColours)[number]

export function isLabelColour(name: string): name is LabelColour {
  return (labelColours as readonly string[]).includes(name)
}
