export type Warning = 'answered' | 'attachment' | 'subject'

const FILE_WORDS =
  /\b(?:ci-joints?|ci-jointes?|pi[èe]ces? jointes?|en pi[èe]ce jointe|joins? (?:le|la|les|un|une|mon|ma|mes) |je (?:vous|te) joins|attached|attachments?|enclosed)\b/i

/** What one may have forgotten, or not seen. `text` is what was written this time, not what is quoted. */
export function warningsOf(letter: {
  subject: string
  text: string
  files: number
  isAnswered: boolean
}): Warning[] {
  const warnings: Warning[] = letter.isAnswered ? ['answered'] : []
  if (letter.files === 0 && FILE_WORDS.test(`${letter.subject}\n${letter.text}`)) warnings.push('attachment')
  if (letter.subject.trim() === '') warnings.push('subject')
  return warnings
}
