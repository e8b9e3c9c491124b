import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOfServer } from './server-path.ts'

test('what devices set themselves up by comes from the server, also where the app is kept', () => {
  for (const path of ['/mail/bastide.mobileconfig', '/AutoDiscover/AutoDiscover.xml', '/jmap/api', '/auth'])
    assert.equal(isOfServer(path), true, path)
})

test('a page of the app comes from the device', () => {
  for (const path of ['/', '/mail/inbox', '/jmapping', '/authors'])
    assert.equal(isOfServer(path), false, path)
})
