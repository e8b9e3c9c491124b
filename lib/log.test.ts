import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LogOptions, openLog } from './log.ts'

function capture(options: LogOptions) {
  const lines: string[] = []
  return { lines, log: openLog({ ...options, write: line => lines.push(line) }) }
}

test('entries below the level are not written', () => {
  const { lines, log } = capture({ level: 'warn' })
  log.info('quiet')
  log.error('loud')
  assert.equal(lines.length, 1)
  assert.match(lines[0]!, /error loud\n$/)
})

test('fields given once are carried by every entry', () => {
  const { lines, log } = capture({ form: 'json' })
  log.with({ door: 'imap' }).info('opened', { port: 2143 })
  const { at: _, ...entry } = JSON.parse(lines[0]!)
  assert.deepEqual(entry, { level: 'info', message: 'opened', door: 'imap', port: 2143 })
})

test('an error and a bigint can be written as JSON', () => {
  const { lines, log } = capture({ form: 'json' })
  log.error('failed', { cause: new Error('no room'), seq: 7n })
  const entry = JSON.parse(lines[0]!)
  assert.equal(entry.cause.message, 'no room')
  assert.equal(entry.seq, '7')
})

test('a line break in a message or a field cannot begin an entry of its own', () => {
  const { lines, log } = capture({})
  log.info('from\nhere', { subject: 'a\n2026 error forged' })
  assert.equal(lines[0]!.split('\n').length, 2)
})
