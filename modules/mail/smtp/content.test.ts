import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitContent } from './content.ts'

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function split(text: string, size: number): Promise<[header: string, body: string]> {
  const { header, body } = await splitContent(pieces(text, size))
  return [header.toString(), Buffer.concat(await Array.fromAsync(body)).toString()]
}

test('a header ends where it does, in whatever pieces it comes', async () => {
  for (let size = 1; size <= 20; size++) {
    assert.deepEqual(await split('A: b\r\nC: d\r\n\r\ntext\r\n\r\nend', size), [
      'A: b\r\nC: d\r\n',
      '\r\ntext\r\n\r\nend',
    ])
    assert.deepEqual(await split('\r\nno header', size), ['', '\r\nno header'])
    assert.deepEqual(await split('A: b\r\n', size), ['A: b\r\n', ''])
  }
})

test('a header that comes octet by octet takes no longer than its length does', async () => {
  const before = performance.now()
  const [header] = await split(`A: ${'b'.repeat(300_000)}\r\n\r\n`, 1)
  assert.equal(header.length, 300_005)
  assert.ok(performance.now() - before < 8000)
})
