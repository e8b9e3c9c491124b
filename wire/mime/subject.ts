/** How languages and mailers begin the subject of an answer or of a forwarded message. */
const MARKS = [
  're',
  'ré',
  'réf',
  'rép',
  'aw',
  'antw',
  'antwort',
  'sv',
  'vs',
  'rif',
  'res',
  'ynt',
  'odp',
  'r',
  'bls',
  'atb',
  'fw',
  'fwd',
  'tr',
  'wg',
  'vl',
  'enc',
  'i',
  'rv',
  'vb',
  'doorst',
  'pd',
  'fwd.',
  'trans',
]
// RFC 5256 §5: subj-refwd and subj-blob.
const LEADER = new RegExp(
  `^(?:\\[[^\\[\\]]*\\]\\s*)?(?:${MARKS.join('|')})\\s*(?:\\[[^\\[\\]]*\\]|\\(\\d+\\)|\\^\\d+)?\\s*[:\\uff1a]\\s*`,
  'iu',
)
const BLOB = /^\[[^[\]]*\]\s*/u
const TRAILER = /\s*\(fwd\)\s*$/iu

/** The base subject by which answers find their thread. RFC 5256 §2.1 */
export function baseSubject(subject: string): string {
  let text = subject.slice(0, MAX_SUBJECT).toWellFormed().replace(/\s+/g, ' ').trim()
  for (;;) {
    const shorter = unwrapForward(stripLeaders(text.replace(TRAILER, '')))
    if (shorter === text) return text
    text = shorter
  }
}

const MAX_SUBJECT = 1000

function stripLeaders(subject: string): string {
  let text = subject
  for (;;) {
    const shorter = stripBlob(text.replace(LEADER, ''))
    if (shorter === text) return text
    text = shorter
  }
}

// RFC 5256 §2.1 (4): a blob goes only if something is left.
function stripBlob(text: string): string {
  const rest = text.replace(BLOB, '')
  return rest === '' ? text : rest
}

// RFC 5256 §2.1 (6)
function unwrapForward(text: string): string {
  return /^\[fwd:(.*)\]$/iu.exec(text)?.[1]?.trim() ?? text
}

/** Whether the subject says that it answers or forwards another message. */
export function isAnswerSubject(subject: string): boolean {
  return LEADER.test(subject.slice(0, MAX_SUBJECT).trim())
}
