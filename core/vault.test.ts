import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { vaultOf } from './vault.ts'

const data = mkdtempSync(join(tmpdir(), 'bastide-vault-'))

test('what is closed is opened with the same key, and is not in it to be read', async () => {
  const closed = (await vaultOf({ data, secret: null })).close('sesame')
  assert.equal((await vaultOf({ data, secret: null })).open(closed), 'sesame')
  assert.ok(!closed.includes('sesame'))
  assert.equal(statSync(join(data, 'secret.key')).mode & 0o777, 0o600)
})

test('those who begin at once have one key, and nothing is left beside it', async () => {
  const together = mkdtempSync(join(tmpdir(), 'bastide-vault-'))
  const vaults = await Promise.all(Array.from({ length: 8 }, () => vaultOf({ data: together, secret: null })))
  const closed = vaults[0]!.close('sesame')
  for (const vault of vaults) assert.equal(vault.open(closed), 'sesame')
  assert.deepEqual(readdirSync(together), ['secret.key'])
})

test('a key file that was cut short is no key', async () => {
  const cut = mkdtempSync(join(tmpdir(), 'bastide-vault-'))
  writeFileSync(join(cut, 'secret.key'), '')
  await assert.rejects(vaultOf({ data: cut, secret: null }), /empty/)
})

test('another key, or a changed octet, opens nothing', async () => {
  const vault = await vaultOf({ data, secret: null })
  const closed = vault.close('sesame')
  assert.equal((await vaultOf({ data, secret: 'another' })).open(closed), null)
  closed[closed.length - 1]! ^= 1
  assert.equal(vault.open(closed), null)
})
