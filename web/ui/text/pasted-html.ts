/**
 * Pictures whose address leads elsewhere, to a file of another machine or a host by which nobody here may be seen, would
 * be holes in the text: what is pasted goes without them. Those that it holds itself stay where they can be kept.
 */
export function withoutForeignPictures(html: string, keepsPictures: boolean): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const foreign = [...body.querySelectorAll('img')].filter(
    ({ src }) => !isOurs(src) && !(keepsPictures && isData(src)),
  )
  if (foreign.length === 0) return html
  for (const picture of foreign) picture.remove()
  return body.innerHTML
}

const isOurs = (src: string): boolean =>
  src.startsWith('blob:') || (URL.parse(src)?.origin === location.origin && !isData(src))

export const isData = (src: string): boolean => DATA.test(src)

const DATA = /^data:(image\/[\w.+-]+);base64,/i

/** The file that a `data:` address holds; null where it is none. */
export function fileOfData(src: string): File | null {
  const [head, type = ''] = DATA.exec(src) ?? []
  if (head === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(src.slice(head.length)), char => char.charCodeAt(0))
    return new File([bytes], `image.${type.replace(/^image\/|\+.*$/g, '')}`, { type })
  } catch {
    return null
  }
}
