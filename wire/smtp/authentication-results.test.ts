import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readServerId, writeAuthenticationResults } from './authentication-results.ts'

test('results stand one under the other, and none is said too', () => {
  assert.equal(
    writeAuthenticationResults('mx.example', ['spf=pass smtp.mailfrom=a.example', 'dmarc=pass']),
    'Authentication-Results: mx.example;\r\n\tspf=pass smtp.mailfrom=a.example;\r\n\tdmarc=pass\r\n',
  )
  assert.equal(
    writeAuthenticationResults('mx.example', []),
    'Authentication-Results: mx.example;\r\n\tnone\r\n',
  )
})

test('whatever is said, the field is one field', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), results => {
      const field = writeAuthenticationResults('mx.example', results)
      assert.ok(!/\r(?!\n)|(?<!\r)\n|\n(?!\t|$)/.test(field))
      assert.equal(readServerId(field.slice(field.indexOf(':') + 1)), 'mx.example')
    }),
  )
})

test('who speaks is read past comments, quotes and versions', () => {
  for (const value of [
    ' MX.example; none',
    'mx.example 1; spf=pass',
    '(a (nested) comment) "mx.example"; none',
    '\r\n\tmx.example;',
    'mx.example',
    '(\\)) mx.example(x) ;',
  ])
    assert.equal(readServerId(value), 'mx.example', value)
  assert.equal(readServerId('; none'), null)
})
