import { fold } from '../../../../lib/filter.ts'
import { type LabelColour, labelColours } from '../../../../web/ui/mark/label-colours.ts'

/** A keyword of emails that people have chosen, with the name and colour under which it is shown. */
export interface Label {
  readonly keyword: string
  readonly name: string
  readonly colour: LabelColour
}

/** Keywords that other programs use for ends of their own, and that mean nothing to people. RFC 5788 §3 */
const TECHNICAL = new Set([
  'junk',
  'nonjunk',
  'notjunk',
  'forwarded',
  'redirected',
  'submitted',
  'mdnsent',
  'old',
  'recent',
])

/** RFC 8621 §4.1.1: those with a dollar are the system's. */
export const isLabelKeyword = (keyword: string): boolean =>
  !keyword.startsWith('$') && !TECHNICAL.has(keyword)

/** « Écoles » is kept as `ecoles`: RFC 8621 §4.1.1 allows only ASCII without spaces and a few signs. */
export const keywordOf = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** `conseil-municipal` is shown as « Conseil municipal » until somebody names it. */
export function labelOf(keyword: string): Label {
  const words = keyword.replace(/[-_]+/g, ' ').trim()
  const name = words === '' ? keyword : words.charAt(0).toUpperCase() + words.slice(1)
  return { keyword, name, colour: colourOf(keyword) }
}

/** Always the same for one keyword, and rarely the same for two. */
function colourOf(keyword: string): LabelColour {
  const sum = Array.from(keyword).reduce((sum, char) => (sum * 31 + char.codePointAt(0)!) % 9973, 7)
  return labelColours[sum % labelColours.length] ?? 'stone'
}
