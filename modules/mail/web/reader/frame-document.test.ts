import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sanitizeMailHtml } from '../../../../wire/mime/html.ts'
import { frameDocument, paperOf } from './frame-document.ts'

const look = { paper: 'ours', isDark: false, font: '/font.woff2' } as const

test('a message that sets colours keeps the paper it was made for', () => {
  assert.equal(paperOf('<td bgcolor="#213f57">x</td>'), 'theirs')
  assert.equal(paperOf('<p style="background:#eef">x</p>'), 'theirs')
  assert.equal(paperOf('<span style="font-size:12px;color:#333">x</span>'), 'theirs')
  assert.equal(paperOf('<font color=red>x</font>'), 'theirs')
})

test('a message without colours is written in our hand', () => {
  assert.equal(paperOf('<p><b>Bonjour</b>, la couleur : bleu, color me surprised</p>'), 'ours')
})

test('black on white is no choice of colours', () => {
  assert.equal(paperOf('<p style="color:#000000;background:white">x</p><font color="black">y</font>'), 'ours')
})

test('a picture that was not fetched leaves its words, and no dot that is drawn as a square', () => {
  const { html } = sanitizeMailHtml(
    '<img src="https://ailleurs.example/a.png" width="200" height="80" alt="Logo <b>">',
    {
      cid: () => null,
      remoteImage: 'blocked',
    },
  )
  const page = frameDocument(html, look, 'fr')
  assert.match(page, /<span data-unseen>Logo &lt;b&gt;<\/span>/)
  assert.doesNotMatch(page, /<img|image\/gif/)
})

test('a picture that is not in the message leaves its words', () => {
  const page = frameDocument('<img alt="Logo" /><img width="9" />', look, 'fr')
  assert.match(page, /<body><span data-unseen>Logo<\/span><\/body>/)
})

test('a picture keeps the shape that its sender gave it', () => {
  const shown = (tag: string) => /<body>(.*)<\/body>/.exec(frameDocument(tag, look, 'fr'))![1]
  assert.equal(
    shown('<img width="600" height="1" src="/a" />'),
    '<img style="aspect-ratio:600/1" width="600" height="1" src="/a" />',
  )
  assert.equal(
    shown('<img src="/a" style="display:block" width="60" height="20px" />'),
    '<img src="/a" style="aspect-ratio:60/20;display:block" width="60" height="20px" />',
  )
  for (const natural of [
    '<img width="600" src="/a" />',
    '<img width="100%" height="20" src="/a" />',
    '<img width="60" height="20" style="height:auto" src="/a" />',
  ])
    assert.equal(shown(natural), natural)
})

test('the page may fetch pictures of our host and nothing else', () => {
  const page = frameDocument('<p>x</p>', look, 'fr')
  assert.match(page, /default-src 'none'; img-src 'self' data: blob:;/)
  assert.doesNotMatch(page, /script-src|connect-src|frame-src/)
})
