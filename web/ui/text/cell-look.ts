/** What a cell keeps of how it was drawn where it comes from: its ground, the colour of its words, their side. */
export interface CellLook {
  readonly ground?: string
  readonly words?: string
  readonly side?: string
}

const SIDES = new Set(['left', 'center', 'right'])

/** Of colours only those that are one, and no address. */
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%/]+\))$/i

export function readCellLook(element: {
  readonly style: Pick<CSSStyleDeclaration, 'backgroundColor' | 'color' | 'textAlign'>
  getAttribute(name: string): string | null
}): CellLook {
  const { style } = element
  const ground = style.backgroundColor || element.getAttribute('bgcolor') || ''
  const side = style.textAlign || element.getAttribute('align') || ''
  return {
    ...(isPainted(ground) && { ground }),
    ...(isPainted(style.color) && { words: style.color }),
    ...(SIDES.has(side) && side !== 'left' && { side }),
  }
}

/** What windows say of their own text says nothing. */
const isPainted = (colour: string): boolean =>
  COLOUR.test(colour) && !['transparent', 'inherit', 'initial', 'windowtext', 'black'].includes(colour)

/** As mail programs read it: nothing else is said of how a cell looks. */
export const cellStyle = ({ ground, words, side }: CellLook): string =>
  [
    'border: 1px solid #c9c4ba; padding: 4px 8px; vertical-align: top',
    ground && `background-color: ${ground}`,
    words && `color: ${words}`,
    side && `text-align: ${side}`,
  ]
    .filter(Boolean)
    .join('; ')

/** Cells of one paragraph hold its words alone: elsewhere each would stand between two empty lines. */
export const unwrapCells = (html: string): string =>
  html.replace(/(<t[dh](?: [^>]*)?>)<p>((?:(?!<\/?(?:p|td|th)\b).)*)<\/p>(?=<\/t[dh]>)/gs, '$1$2')
