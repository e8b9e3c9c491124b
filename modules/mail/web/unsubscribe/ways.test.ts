import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waysOf } from './ways.ts'

test('the quietest way is offered first', () => {
  const page = 'https://lettre.example/off?a=1'
  const mailto = 'mailto:off@lettre.example?subject=unsubscribe%20me&cc=tous@montauzan.fr'
  assert.deepEqual(waysOf({ isOneClick: true, mailto, page }), [
    { kind: 'oneClick', host: 'lettre.example' },
    {
      kind: 'letter',
      to: { name: '', address: 'off@lettre.example' },
      subject: 'unsubscribe me',
      body: '',
    },
    { kind: 'page', host: 'lettre.example', href: page },
  ])
  assert.deepEqual(
    waysOf({ isOneClick: false, mailto: null, page }).map(({ kind }) => kind),
    ['page'],
  )
})

test('a page that is none is not offered, nor a letter to nobody', () => {
  for (const page of ['http://lettre.example/', 'javascript:alert(1)', 'x'])
    assert.deepEqual(waysOf({ isOneClick: true, mailto: 'mailto:', page }), [])
})
