import assert from 'node:assert/strict'
import { Parser } from 'htmlparser2'
import { sanitizeMailHtml } from '../../wire/mime/html.ts'
import { htmlToText } from '../../wire/mime/html-text.ts'
import { findHistory, splitQuotedHtml } from '../../wire/mime/quoted-html.ts'
import { within } from './engine/patience.ts'

export const name = 'html'

/** A letter is slow when cleaning it, reading its text and finding its history take longer. */
const MAX_MILLISECONDS = 3_000

export const seeds: Buffer[] = [
  '<p style="color:red;background:url(https://t.example/p.gif)">a<img src="cid:1" onerror=alert(1)><br></p>',
  '<a href="javascript:alert(1)">x</a><a href=" java\nscript:x">y</a><a href="https://b.example/?a=1&b=2">z</a>',
  '<svg><style><img src=x onerror=alert(1)></style></svg><math><mi xlink:href="data:x,<script>a</script>"></math>',
  '<table background="//t.example/b"><tr><td><form action=/x><input name=a autofocus onfocus=a()></form></td></tr></table>',
  '<div class="gmail_quote"><blockquote type=cite>q<!-- > -- --><script>a</script></blockquote></div>',
  '<meta http-equiv=refresh content="0;url=//x"><base href=//x><link rel=stylesheet href=x><iframe srcdoc="<p>"></iframe>',
  '<noscript><p title="</noscript><img src=x onerror=a>"></noscript><template><b></template><textarea></textarea>',
].map(text => Buffer.from(text))

const FORBIDDEN =
  /^(script|style|iframe|object|embed|form|input|button|meta|base|link|svg|math|template|noscript|audio|video|source)$/

/** Whatever comes in, nothing that runs, loads or submits comes out. */
export function run(input: Buffer): void {
  within(MAX_MILLISECONDS, input, () => clean(input))
}

function clean(input: Buffer): void {
  const source = input.toString('utf8')
  const { html } = sanitizeMailHtml(source, { cid: id => `blob:${id}`, remoteImage: 'blocked' })
  checkHarmless(html)
  htmlToText(source)
  const { length } = html
  const history = findHistory(html)
  assert.ok(history === null || (history >= 0 && history <= length))
  splitQuotedHtml(html)
}

function checkHarmless(html: string): void {
  const parser = new Parser({
    onopentag(tag, attributes) {
      assert.doesNotMatch(tag, FORBIDDEN)
      for (const [attribute, value] of Object.entries(attributes)) checkAttribute(tag, attribute, value)
    },
  })
  parser.end(html)
}

function checkAttribute(tag: string, attribute: string, value: string): void {
  const told = `${tag} ${attribute}="${value}"`
  assert.doesNotMatch(attribute, /^on|^(srcdoc|srcset|action|formaction|background|xlink:href)$/, told)
  if (attribute === 'href') assert.match(value, /^(https?|mailto|tel):|^#|^[^:]*$/i, told)
  if (attribute === 'src') assert.match(value, /^(blob:|data:image\/)/i, told)
  if (attribute === 'style') assert.doesNotMatch(value, /url\s*\(|expression|@import|\\/i, told)
}
