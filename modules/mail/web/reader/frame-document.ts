/** How a message is drawn: in our own hand, or on the paper that its sender chose the colours for. */
export type Paper = 'ours' | 'theirs'

export interface Look {
  readonly paper: Paper
  readonly isDark: boolean
  /** Address of our typeface. */
  readonly font: string
}

/**
 * A sender who sets grounds or colours has thought of white paper. Black on white is no choice: it is what every program
 * writes by itself.
 */
export function paperOf(html: string): Paper {
  const colours = html.matchAll(COLOUR)
  return Array.from(colours, ([, value = '']) => value).some(value => !PLAIN.test(value)) ? 'theirs' : 'ours'
}

const COLOUR = /(?:\bbgcolor|\bbackground(?:-color)?|[\s";]color)\s*[=:]\s*["']?\s*([^;"'>]*)/gi
const PLAIN =
  /^(?:#000(?:000)?|black|windowtext|#fff(?:fff)?|white|transparent|inherit|initial|none|rgb\((?:0, ?0, ?0|255, ?255, ?255)\))?\s*$/i

/**
 * The page inside the frame. The server has cleaned the message, the frame runs no script, and this policy lets it
 * fetch nothing but pictures of our own host: any one of the three would do.
 */
export function frameDocument(html: string, look: Look, lang: string): string {
  return [
    `<!DOCTYPE html><html lang="${lang}" data-paper="${look.paper}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="referrer" content="no-referrer"><base target="_blank">',
    `<style>${sheetOf(look)}</style></head><body>${withPictures(html)}</body></html>`,
  ].join('')
}

const withPictures = (html: string): string =>
  html.replace(/<img\s[^>]*>/g, tag => (isUnseen(tag) ? wordsOf(tag) : shaped(tag)))

/** Not fetched, or not in the message. */
const isUnseen = (tag: string): boolean => !tag.includes(' src="') || tag.includes(`src="${UNSEEN}"`)

/** Of a picture that is not seen its words remain: its stand-in, a dot, would be drawn as a square as wide as it. */
function wordsOf(tag: string): string {
  const [, words = ''] = /\salt="([^"<]*)"/.exec(tag) ?? []
  return words.trim() === '' ? '' : `<span data-unseen>${words}</span>`
}

/** The shape that its sender gave it, which a narrow screen makes smaller as a whole: a line is often a stretched dot. */
function shaped(tag: string): string {
  const [, width] = /\swidth="([1-9]\d*)(?:px)?"/.exec(tag) ?? []
  const [, height] = /\sheight="([1-9]\d*)(?:px)?"/.exec(tag) ?? []
  if (!width || !height || /\sstyle="[^"]*height/.test(tag)) return tag
  const shape = `aspect-ratio:${width}/${height}`
  return tag.includes(' style="')
    ? tag.replace(' style="', ` style="${shape};`)
    : tag.replace('<img', `<img style="${shape}"`)
}

/** What the server puts in its place. */
const UNSEEN = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

const POLICY = [
  "default-src 'none'",
  "img-src 'self' data: blob:",
  "style-src 'unsafe-inline'",
  "font-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ')

function sheetOf({ paper, isDark, font }: Look): string {
  const inks = paper === 'ours' && isDark ? DARK : LIGHT
  return `
@font-face { font-family: Reading; src: url("${font}"); font-weight: 200 800; }
:root { color-scheme: ${paper === 'ours' && isDark ? 'dark' : 'light'}; }
@media screen { :root { overflow: hidden; } body { overflow-x: auto; } }
body { margin: 0; color: ${inks.text}; font: 400 16px/1.6 Reading, system-ui, sans-serif;
  overflow-wrap: anywhere; ${paper === 'ours' ? 'max-width: 66ch;' : `padding: ${isDark ? 16 : 0}px;`} }
body > :first-child { margin-top: 0; }
body > :last-child { margin-bottom: 0; }
p { margin: 0 0 11px; }
a { color: ${inks.link}; }
img { max-width: 100%; height: auto; }
[data-unseen] { padding: 1px 6px; border: 1px dashed ${inks.soft}; border-radius: 4px; font-size: 13px; }
table { max-width: 100%; }
/* Figures in many columns are looked at from side to side, not cut into letters. */
tr:has(> :nth-child(5)) > * { overflow-wrap: break-word; }
@media (max-width: 600px) {
  /* Columns that were measured for a large screen share a small one. */
  body :is(table, td, th, div) { min-width: 0 !important; max-width: 100% !important; }
  body :is(table, td, th):not(:has(> * > tr > :nth-child(5))) { width: auto !important; }
}
/* A letter with a ground of its own reaches the edges. */
body:has(> :is([bgcolor], [style*="background"]):only-child) { padding: 0; }
pre { white-space: pre-wrap; }
blockquote { margin: 0 0 11px; padding-left: 14px; border-left: 3px solid ${inks.line}; color: ${inks.soft}; }
${paper === 'ours' ? OURS : ''}
hr { border: 0; border-top: 1px solid ${inks.line}; margin: 18px 0; }
`
}

/** The typeface and the black on white that a program wrote by itself give way to ours. */
const OURS = `
body :not(pre, code, tt, samp, kbd) { font-family: inherit !important; }
body [style*="color"], body [style*="background"], body [bgcolor], body font { color: inherit !important; background: none !important; }
`

/** The inks of tokens.css, which does not reach into the frame. */
const LIGHT = { text: '#24211c', link: '#346486', line: '#bcd3e4', soft: '#5f584e' }
const DARK = { text: '#ece8e1', link: '#92b6d0', line: '#346486', soft: '#b4aea4' }
