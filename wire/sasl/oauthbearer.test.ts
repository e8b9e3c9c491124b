import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readBearer, writeBearer } from './oauthbearer.ts'

test('The example of RFC 7628 is read', () => {
  const message =
    'n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01'
  assert.deepEqual(readBearer(Buffer.from(message)), {
    authorize: 'user@example.com',
    token: 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==',
  })
})

test('What is written is read, whatever the name', () => {
  const name = fc.string().filter(text => !text.includes('\x01') && text.isWellFormed())
  fc.assert(
    fc.property(name, authorize => {
      const said = { authorize, token: '2b.Zm9v' }
      assert.deepEqual(readBearer(writeBearer(said)), said)
    }),
  )
})

for (const wrong of [
  '',
  '\x01',
  'n,,',
  'n,,\x01\x01',
  'n,,\x01auth=Basic x\x01\x01',
  'p=x,,\x01auth=Bearer x\x01\x01',
  'n,a=x=y,\x01auth=Bearer x\x01\x01',
])
  test(`${JSON.stringify(wrong)} is no such message`, () =>
    assert.equal(readBearer(Buffer.from(wrong)), undefined))
