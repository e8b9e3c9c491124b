import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorTime } from '../../test/processor.ts'
import { type MailHtmlOptions, sanitizeMailHtml } from './html.ts'
import { filterStyle } from './html-style.ts'
import { htmlToText } from './html-text.ts'
import { hasMoreLines, textToHtml } from './text-html.ts'

const blocking: MailHtmlOptions = { cid: id => (id === 'logo@x' ? '/blob/1' : null), remoteImage: 'blocked' }

function clean(html: string, options = blocking): string {
  return sanitizeMailHtml(html, options).html
}

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<object data="https://evil.example"></object><embed src="https://evil.example">',
  '<form action="https://evil.example"><input name=a><button formaction="https://evil.example">x</button></form>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href="https://evil.example/a.css">',
  '<style>@import "https://evil.example/a.css";</style>',
  '<p style="background:url(https://evil.example/a.png)">x</p>',
  // What is taken out must not leave the same behind.
  '<p style="background:uurl()rl(https://evil.example/a.png)">x</p>',
  '<p style="background-image:url(https://evil.example/a.png)">x</p>',
  '<p style="width:expression(alert(1))">x</p>',
  '<p style="background:u\\72l(https://evil.example)">x</p>',
  '<p style="position:fixed;top:0;left:0;z-index:9">x</p>',
  '<img srcset="https://evil.example/a.png 2x">',
  '<table background="https://evil.example/a.png"><tr><td background="//evil.example/b">x</td></tr></table>',
  '<video poster="https://evil.example/a.png" src="https://evil.example/v"></video>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<!--><script>alert(1)</script>-->',
  '<a href="/logout">x</a><img src="/logout">',
  '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
  '<img src="//evil.example/a.png">',
  '<p style="color:red;/*" onclick="alert(1)*/">x</p>',
  '<textarea></textarea><script>alert(1)</script>',
  '<div style="background-image:image-set(\'https://evil.example/a.png\' 1x)">x</div>',
  '<q cite="https://evil.example">x</q><body background="https://evil.example">',
]

test('Nothing in hostile HTML runs, fetches, posts or moves.', () => {
  for (const attack of ATTACKS) {
    const html = clean(attack)
    const isBad =
      /<script|<style|<svg|<iframe|<form|<input|<link|<meta|<base|\son\w+=|evil\.example|javascript:|position|srcset|\/logout|svg/i
    assert.doesNotMatch(html, isBad, attack)
  }
})

test('Remote images are counted, and stand empty.', () => {
  const { html, blockedRemote } = sanitizeMailHtml(
    '<img src="https://x.example/a.png" alt="a" width=10><td background=http://x.example/b><p style="background:#fff url(//x.example/c)">',
    blocking,
  )
  assert.equal(blockedRemote, 3)
  assert.match(html, /<img alt="a" width="10" src="data:image\/gif;base64,[^"]+" \/>/)
  assert.match(html, /background:#fff"/)
})

test('Remote images go through the proxy once they are wanted.', () => {
  const html = clean('<img src="//x.example/a.png">', { ...blocking, remoteImage: url => `/proxy?${url}` })
  assert.equal(html, '<img src="/proxy?https://x.example/a.png" />')
})

test('Images of the message itself are found by their Content-ID.', () => {
  assert.equal(clean('<img src="cid:logo%40x">'), '<img src="/blob/1" />')
  assert.equal(clean('<img src="cid:none">'), '<img />')
})

test('Links open elsewhere and tell nothing; they are listed.', () => {
  const { html, links } = sanitizeMailHtml(
    '<a href=" https://x.example/?a=1&amp;b=2 ">x</a><a href="mailto:a@b">m</a>',
    blocking,
  )
  assert.match(
    html,
    /<a href="https:\/\/x\.example\/\?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">x<\/a>/,
  )
  assert.deepEqual(links, ['https://x.example/?a=1&b=2', 'mailto:a@b'])
})

test('What paints a letter is kept.', () => {
  const letter =
    '<table width="600" bgcolor="#eee"><tr><td style="color:#333;padding:4px 8px;font-family:Arial, sans-serif">x</td></tr></table>'
  assert.equal(clean(letter), letter)
})

test('A style keeps its good declarations and loses the others.', () => {
  assert.deepEqual(
    filterStyle(
      'color:red; position:absolute; margin:-9px; margin-top: 4px; background:url(data:image/png;base64,a;b) #fff',
    ),
    {
      style: 'color:red;margin-top:4px;background:#fff',
      remote: 0,
    },
  )
})

test('Absurd nesting is read at once.', () => {
  for (const word of ['<div>', '<blockquote>', '<table><tr><td>']) {
    const taken = processorTime(() => {
      clean(word.repeat(200_000))
      htmlToText(word.repeat(200_000))
    })
    assert.ok(taken < 2000, word)
  }
})

test('HTML becomes text where the eye breaks it.', () => {
  assert.equal(
    htmlToText(
      '<title>t</title><style>p{}</style><p>Un&nbsp;<b>mot</b>,  deux</p><ul><li>a<li>b</ul>x<br>y<table><tr><td>1<td>2</table>',
    ),
    'Un mot, deux\n\n• a\n• b\nx\ny\n1 2',
  )
})

test('What HTML hides is no text of it.', () => {
  assert.equal(
    htmlToText('<div style="display: none">a<p>b</p></div><p hidden>c</p><script>d</script>e\u200b\u00adf'),
    'ef',
  )
})

test('The text of HTML is bounded.', () => {
  assert.equal(htmlToText('<p>abc</p>'.repeat(10_000), { maxLength: 100 }).length, 100)
})

test('Plain text becomes HTML with its links and its quotes.', () => {
  assert.equal(
    textToHtml('voir www.x.fr.\n> a <b>\n>> c\nfin'),
    '<div style="unicode-bidi:plaintext">voir <a href="https://www.x.fr" target="_blank" rel="noopener noreferrer">www.x.fr</a>.' +
      '<blockquote type="cite" style="unicode-bidi:plaintext">a &lt;b&gt;' +
      '<blockquote type="cite" style="unicode-bidi:plaintext">c</blockquote></blockquote>fin</div>',
  )
})

test('Of tags and lines beyond number, the first are shown.', () => {
  assert.equal(clean('<b>x</b>'.repeat(200_000)).match(/<b>/g)?.length, 50_000)
  assert.equal(textToHtml('x\n'.repeat(200_000)).match(/<br>/g)?.length, 99_999)
})

test('What is cut says so: too long, too many tags, too deep, too many lines.', () => {
  const isCut = (html: string) => sanitizeMailHtml(html, blocking).isCut
  for (const html of ['<b>x</b>'.repeat(50_000), '<div>'.repeat(900), 'x'.repeat(4 * 1024 * 1024), ''])
    assert.ok(!isCut(html), html.slice(0, 10))
  for (const html of ['<b>x</b>'.repeat(50_001), '<div>'.repeat(9000), 'x'.repeat(4 * 1024 * 1024 + 1)])
    assert.ok(isCut(html), html.slice(0, 10))
  assert.deepEqual(
    [99_999, 100_000].map(count => hasMoreLines('x\n'.repeat(count))),
    [false, true],
  )
})
