import sanitizeHtml from 'sanitize-html'
import { cutDeepHtml } from './html-depth.ts'
import { filterStyle } from './html-style.ts'
import { isQuoteClass, isQuoteId } from './quoted-html.ts'

export interface MailHtmlOptions {
  /** Where the image of a Content-ID is found; null when the message has none such. */
  cid: (id: string) => string | null
  /** 'blocked', or the address of our own proxy for a remote one. */
  remoteImage: 'blocked' | ((url: string) => string)
}

export interface MailHtml {
  /** For a sandboxed frame: no script, no form, no style sheet, no request that was not allowed. */
  html: string
  /** How many remote images, backgrounds among them, are not shown. */
  blockedRemote: number
  /** Where the links lead, each once. */
  links: string[]
  /** Whether it is longer than what is shown of it. */
  isCut: boolean
}

const MAX_HTML = 4 * 1024 * 1024
/** Each is taken apart and written anew: of many small ones, a letter of a few megabytes would take half a minute. */
const MAX_TAGS = 100_000
const MAX_LINKS = 1000
const MAX_DEPTH = 300

/** The HTML of a stranger, made harmless. */
export function sanitizeMailHtml(html: string, options: MailHtmlOptions): MailHtml {
  const seen: Seen = { blocked: 0, links: new Set() }
  const shown = cutDeepHtml(withFewTags(html.slice(0, MAX_HTML)))
  const clean = sanitizeHtml(shown, {
    allowedTags: TAGS,
    allowedAttributes: { '*': ATTRIBUTES },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data', 'blob'] },
    allowProtocolRelative: false,
    // Our own filter is stricter than an allow list of values.
    parseStyleAttributes: false,
    nonTextTags: UNSHOWN,
    nestingLimit: MAX_DEPTH,
    transformTags: { '*': (tagName, attribs) => tameTag(tagName, attribs, options, seen) },
  })
  const isCut = shown.length < html.length
  return { html: clean, blockedRemote: seen.blocked, links: [...seen.links], isCut }
}

function withFewTags(html: string): string {
  let at = html.indexOf('<')
  for (let count = 0; at !== -1 && count < MAX_TAGS; count++) at = html.indexOf('<', at + 1)
  return at === -1 ? html : html.slice(0, at)
}

interface Seen {
  blocked: number
  links: Set<string>
}

type Attributes = Record<string, string>

function tameTag(tag: string, raw: Attributes, options: MailHtmlOptions, seen: Seen): sanitizeHtml.Tag {
  const attribs: Attributes = { ...raw }
  if (isRemote(attribs['background'] ?? '')) seen.blocked++
  tameStyle(attribs, seen)
  tameMarks(attribs)
  tameLink(tag, attribs, seen)
  if (tag === 'img') tameImage(attribs, options, seen)
  else delete attribs['src']
  // The page around is ours: what the body wore is put on a box.
  return { tagName: tag === 'body' ? 'div' : tag, attribs }
}

function tameStyle(attribs: Attributes, seen: Seen): void {
  const written = attribs['style']
  if (written === undefined) return
  const { style, remote } = filterStyle(written)
  seen.blocked += remote
  if (style === '') delete attribs['style']
  else attribs['style'] = style
}

/** Of classes and ids only those remain by which quoted history is known. */
function tameMarks(attribs: Attributes): void {
  const marks = (attribs['class'] ?? '').split(/\s+/).filter(isQuoteClass)
  if (marks.length > 0) attribs['class'] = marks.join(' ')
  else delete attribs['class']
  if (!isQuoteId(attribs['id'] ?? '')) delete attribs['id']
}

function tameLink(tag: string, attribs: Attributes, seen: Seen): void {
  const href = withoutControls(attribs['href'] ?? '')
  delete attribs['href']
  delete attribs['target']
  delete attribs['rel']
  // A relative link would lead into our own pages.
  if ((tag !== 'a' && tag !== 'area') || !/^(?:https?:\/\/|mailto:|tel:)/i.test(href)) return
  Object.assign(attribs, { href, target: '_blank', rel: 'noopener noreferrer' })
  if (seen.links.size < MAX_LINKS) seen.links.add(href)
}

function tameImage(attribs: Attributes, options: MailHtmlOptions, seen: Seen): void {
  const source = withoutControls(attribs['src'] ?? '')
  delete attribs['src']
  if (/^cid:/i.test(source)) setSource(attribs, options.cid(contentId(source)))
  else if (/^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,[a-z0-9+/=\s]*$/i.test(source))
    attribs['src'] = source
  else if (!isRemote(source)) return
  else if (options.remoteImage === 'blocked') {
    seen.blocked++
    attribs['src'] = PLACEHOLDER
  } else setSource(attribs, options.remoteImage(source.startsWith('//') ? `https:${source}` : source))
}

const PLACEHOLDER = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

function setSource(attribs: Attributes, source: string | null): void {
  if (source !== null) attribs['src'] = source
}

function isRemote(url: string): boolean {
  return /^\s*(?:https?:|\/\/|ftp:)/i.test(url)
}

function withoutControls(url: string): string {
  return url.replace(/[\x00-\x20\x7f]+/g, '')
}

// RFC 2392 §2
function contentId(url: string): string {
  try {
    return decodeURIComponent(url.slice('cid:'.length))
  } catch {
    return url.slice('cid:'.length)
  }
}

const TAGS = (
  'a abbr address article aside b bdi bdo big blockquote body br caption center cite code col colgroup dd del ' +
  'details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ' +
  'nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr ' +
  'tt u ul var wbr'
).split(' ')

const ATTRIBUTES = (
  'abbr align alt bgcolor border cellpadding cellspacing class color colspan datetime dir face headers height href ' +
  'hspace id lang nowrap open rel reversed rowspan scope size span src start style summary target title type ' +
  'valign value vspace width'
).split(' ')

/** Elements of which not even the text is shown. */
const UNSHOWN = (
  'script style textarea option select svg math template title noscript noframes noembed object embed applet iframe ' +
  'frame frameset audio video canvas map xml xmp plaintext'
).split(' ')
