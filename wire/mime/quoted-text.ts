export interface SplitText {
  /** What the sender wrote this time. */
  fresh: string
  /** The history below it, from the line that introduces it; '' where there is none to fold. */
  quoted: string
}

/** How far a text is searched line by line. */
const MAX_LINES = 5000

/** Parts a plain text from the messages that it answers or forwards. */
export function splitQuotedText(text: string): SplitText {
  const lines = text.split('\n', MAX_LINES)
  const start = historyStart(lines)
  if (start === -1) return { fresh: text, quoted: '' }
  const fresh = lines.slice(0, start).join('\n')
  return { fresh: fresh.trimEnd(), quoted: text.slice(fresh.length).replace(/^\n+/, '') }
}

function historyStart(lines: readonly string[]): number {
  for (const [i, line] of lines.entries()) {
    if (isSeparator(line) || isOutlookHeader(lines, i)) return i
    const width = introductionWidth(lines, i)
    if (width > 0) return i
  }
  return trailingQuote(lines)
}

const SEPARATORS =
  /^\s*(?:-{2,}|_{5,})\s*(?:original message|message d'origine|message d’origine|message original|message transféré|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original|messaggio originale)\s*:?\s*-*\s*$|^Begin forwarded message:\s*$|^Début du message (?:réexpédié|transféré)\s*:\s*$/i

/** `-----Message d'origine-----` and its like. */
export function isSeparator(line: string): boolean {
  return line.length < MAX_INTRODUCTION && SEPARATORS.test(line)
}

/** « Le 3 mai, Untel a écrit : » */
export function isIntroduction(line: string): boolean {
  return line.length < MAX_INTRODUCTION && INTRODUCTION.test(line)
}

// Outlook: `De : …` and soon after `Envoyé : …`, below a line or without one.
function isOutlookHeader(lines: readonly string[], at: number): boolean {
  if (!/^\s*\*?(?:from|de|von|da)\s?:\*?\s*\S/i.test(lines[at]!)) return false
  const next = lines.slice(at + 1, at + 5)
  return (
    next.some(line => /^\s*\*?(?:sent|date|envoyé|gesendet|enviado|inviato)(?: le)?\s?:/i.test(line)) &&
    next.some(line => /^\s*\*?(?:to|à|an|para|a|subject|objet|betreff|asunto|oggetto)\s?:/i.test(line))
  )
}

const INTRODUCTION =
  /^\s*(?:(?:on|le|am|el|il)\s.{4,300}(?:wrote|a écrit|schrieb|escribió|ha scritto)(?:\s.{0,100})?\s?:|.{4,200}\s(?:wrote|a écrit|schrieb|escribió|ha scritto)\s?:)\s*$/i
const ENDS_WITH_COLON = /:\s*$/
const MAX_INTRODUCTION = 600

/** How many lines say « Le 3 mai, Untel a écrit : », folded or not, before a quote or the end; else 0. */
function introductionWidth(lines: readonly string[], at: number): number {
  if (!/^\s*\S/.test(lines[at]!) || lines[at]!.startsWith('>')) return 0
  for (let width = 1; width <= 3 && at + width <= lines.length; width++) {
    // Most lines end otherwise, and are not looked at any closer.
    if (!ENDS_WITH_COLON.test(lines[at + width - 1]!)) continue
    const joined = lines.slice(at, at + width).join(' ')
    if (joined.length > MAX_INTRODUCTION) return 0
    if (isIntroduction(joined) && (width === 1 || /^\s*(?:on|le|am|el|il)\s/i.test(joined))) {
      return isQuoteNext(lines, at + width, joined) ? width : 0
    }
  }
  return 0
}

/** A bare « X wrote: » introduces history only above quoted lines; a dated one also does without. */
function isQuoteNext(lines: readonly string[], from: number, introduction: string): boolean {
  const next = lines.slice(from, from + 4).find(line => line.trim() !== '')
  return (
    next?.startsWith('>') === true ||
    (/\d/.test(introduction) && /^\s*(?:on|le|am|el|il)\s/i.test(introduction))
  )
}

/** Quoted lines that nothing follows. An answer between the quotes keeps them all in sight. */
function trailingQuote(lines: readonly string[]): number {
  let start = -1
  for (let i = lines.length - 1; i >= 0; i--) {
    if (lines[i]!.startsWith('>')) start = i
    else if (lines[i]!.trim() !== '') break
  }
  return start
}
