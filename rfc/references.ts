export interface Reference {
  rfc: number
  /** Empty where an RFC is named as a whole. */
  section: string
  file: string
  line: number
}

export interface Misspelling {
  text: string
  file: string
  line: number
}

const comment = /\/\/.*|\/\*.*|^\s*\*.*|(?:^|\s)--\s.*/
const mention = /\brfc[\s-]*(\d{4,5})\b(?:,? *(?:§|section|sections|sec\.|appendix) *[\w.-]*)?/gi
const exact = /^RFC (\d{4,5})(?: §([A-Z0-9][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*))?$/

/** What the comments of a source say of RFCs. Code and texts are left alone: `message/rfc822` is no reference. */
export function readReferences(file: string, source: string) {
  const references: Reference[] = []
  const misspellings: Misspelling[] = []
  for (const [index, text] of source.split('\n').entries()) {
    const [said = ''] = comment.exec(text) ?? []
    for (const [found] of said.matchAll(mention)) {
      const spelled = found.replace(/[.-]+$/, '')
      const [, rfc, section = ''] = exact.exec(spelled) ?? []
      const place = { file, line: index + 1 }
      if (rfc === undefined) misspellings.push({ text: spelled, ...place })
      else references.push({ rfc: Number(rfc), section, ...place })
    }
  }
  return { references, misspellings }
}
