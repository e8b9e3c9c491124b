import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFields } from './header-fields.ts'
import { readUnsubscribe } from './unsubscribe.ts'

const read = (...lines: string[]) => {
  const header = Buffer.from(`${lines.join('\r\n')}\r\n`)
  return readUnsubscribe(readFields(header, 0, header.length))
}
const POST = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'

test('the first of each kind is taken, with what folding put in between', () => {
  const ways =
    '<mailto:off@list.example?subject=x>,\r\n <https://list.example/off\r\n ?a=1>, <https://other.example/>'
  assert.deepEqual(read(`List-Unsubscribe: ${ways}`), {
    oneClick: null,
    mailto: 'mailto:off@list.example?subject=x',
    page: 'https://list.example/off?a=1',
  })
})

test('one click is where it is said, and by https alone', () => {
  const way = 'List-Unsubscribe: <https://list.example/off>'
  assert.equal(read(way, POST)?.oneClick, 'https://list.example/off')
  assert.equal(read(way, 'List-Unsubscribe-Post: Nothing')?.oneClick, null)
  assert.equal(read(way, POST, POST)?.oneClick, null)
  assert.equal(read('List-Unsubscribe: <http://list.example/off>', POST), null)
  assert.equal(read('List-Unsubscribe: <mailto:off@list.example>', POST)?.oneClick, null)
})

test('what is no way out is none', () => {
  assert.equal(read('Subject: x', POST), null)
  assert.equal(read('List-Unsubscribe: see our page'), null)
  assert.equal(read('List-Unsubscribe: <javascript:alert(1)>, <mailto:>, <ftp://list.example/>'), null)
  assert.equal(read('List-Unsubscribe: <https://a.example/>', 'List-Unsubscribe: <https://b.example/>'), null)
})
