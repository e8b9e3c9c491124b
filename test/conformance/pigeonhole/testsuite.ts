import { readAddresses } from '../../../wire/mime/address.ts'
import { SieveFault } from '../../../wire/sieve/fault.ts'
import { INDEX_TAGS } from '../../../wire/sieve/language/header.ts'
import type { Call, Extension, Run, TagSpec, TestSpec } from '../../../wire/sieve/language.ts'
import { isNamed } from '../../../wire/sieve/letter.ts'
import { MATCH_TAGS, matcherOf } from '../../../wire/sieve/match.ts'
import { TestFailed } from './failed.ts'
import type { Suite } from './suite.ts'

const strings = { name: 'text', kind: 'string' } as const
const LIST_TAGS: Readonly<Record<string, TagSpec>> = {
  ...Object.fromEntries(Object.entries(MATCH_TAGS).map(([name, { needs: _, ...spec }]) => [name, spec])),
  ':index': { value: 'number' },
  ':last': INDEX_TAGS[':last']!,
}

/** The commands by which Dovecot's scripts test it. */
export const testsuite = (suite: Suite): Extension => ({
  name: 'vnd.dovecot.testsuite',
  namespaces: ['tst'],
  commands: [
    { name: 'test', arguments: [strings], block: true, run: (call, run) => runTest(suite, call, run) },
    {
      name: 'test_fail',
      arguments: [strings],
      run(call, run) {
        throw new TestFailed(run.text(call.arguments[0]))
      },
    },
    {
      name: 'test_set',
      arguments: [strings, strings],
      run: (call, run) => set(suite, run.text(call.arguments[0]), run.text(call.arguments[1])),
    },
    {
      name: 'test_config_set',
      arguments: [strings, strings],
      run: (call, run) => void suite.settings.set(run.text(call.arguments[0]), run.text(call.arguments[1])),
    },
    {
      name: 'test_config_unset',
      arguments: [strings],
      run: (call, run) => void suite.settings.delete(run.text(call.arguments[0])),
    },
    { name: 'test_config_reload', tags: { ':extension': { value: 'string' } }, run: () => {} },
    {
      name: 'test_mailbox_create',
      arguments: [strings],
      run: (call, run) => suite.world.create(run.text(call.arguments[0])),
    },
    { name: 'test_result_reset', run: () => suite.reset() },
    { name: 'test_result_print', run: () => {} },
    { name: 'test_binary_save', arguments: [strings], run: () => {} },
    { name: 'test_binary_load', arguments: [strings], run: () => {} },
    {
      name: 'test_message',
      tags: MESSAGE_TAGS,
      arguments: [{ name: 'index', kind: 'number' }],
      run(call, run) {
        if (!takeMessage(suite, call, run)) throw new TestFailed('no such message')
      },
    },
  ],
  tests: [
    {
      name: 'test_message',
      tags: MESSAGE_TAGS,
      arguments: [{ name: 'index', kind: 'number' }],
      test: (call, run) => takeMessage(suite, call, run),
    },
    {
      name: 'test_script_compile',
      arguments: [strings],
      test: (call, run) => suite.compile(run.text(call.arguments[0])),
    },
    {
      name: 'test_script_run',
      tags: { ':append_result': {} },
      test: call => suite.runScript(call.tags.has(':append_result')),
    },
    {
      name: 'test_multiscript',
      arguments: [{ name: 'scripts', kind: 'strings' }],
      test: (call, run) =>
        run.texts(call.arguments[0]).every(path => suite.compile(path) && suite.runScript(true)),
    },
    {
      name: 'test_result_execute',
      test: () => suite.world.execute(suite.actions(), suite.current().letter),
    },
    listTest('test_error', () => suite.faults.map(fault => fault.message)),
    listTest('test_result_action', () => suite.actions().map(action => NAMES[action.kind] ?? action.kind)),
  ],
})

const MESSAGE_TAGS: Readonly<Record<string, TagSpec>> = {
  ':smtp': { group: 'source' },
  ':folder': { group: 'source', value: 'string' },
}

const NAMES: Readonly<Record<string, string>> = { fileinto: 'store' }

/** One test of a file: its failure ends it, and the next begins. */
function runTest(suite: Suite, call: Call, run: Run): void {
  try {
    run.block(call.block)
    suite.passed++
  } catch (error) {
    if (!(error instanceof TestFailed) && !(error instanceof SieveFault)) throw error
    const name = run.text(call.arguments[0])
    suite.failures.push(`${name}: ${error.message}`)
  }
}

function set(suite: Suite, name: string, value: string): void {
  if (name === 'message') takeWritten(suite, value)
  if (name === 'envelope.from') suite.envelope.from = pathOf(value)
  if (name === 'envelope.to') suite.envelope.to = pathOf(value)
  if (name === 'envelope.auth') suite.envelope.auth = value
  if (name === 'envelope.orig_to') suite.settings.set('orig_to', value)
}

/** As a session hands it on: without its angle brackets, and without a source route (RFC 5321 §4.1.2). */
const pathOf = (value: string): string =>
  value.replace(/^<(.*)>$/, '$1').replace(/^@[^\s,:@]+(?:,@[^\s,:@]+)*:/, '')

/** Unless it says otherwise, it goes as its header says. */
function takeWritten(suite: Suite, value: string): void {
  suite.current().take(value)
  const first = (name: string) =>
    readAddresses(suite.current().fields.find(field => isNamed(field, name))?.raw ?? '')[0]?.email
  suite.envelope.from = first('from') ?? 'sender@example.com'
  suite.envelope.to = first('to') ?? 'recipient@example.com'
}

function takeMessage(suite: Suite, call: Call, run: Run): boolean {
  const folder = call.tags.get(':folder')
  const index = call.arguments[0]
  const at = index?.kind === 'number' ? index.number : 0
  if (folder) {
    const kept = suite.world.find(run.text(folder)).at(at)
    if (kept) suite.current().take(kept.message)
    if (kept) run.flags = kept.flags
    return kept !== undefined
  }
  const sent = suite.world.sent.at(at)
  if (sent) suite.current().take(sent.message)
  if (sent) Object.assign(suite.envelope, { from: sent.from, to: sent.to })
  return sent !== undefined
}

/** Something of a list, or their number, is what the test wants. */
const listTest = (name: string, list: () => readonly string[]): TestSpec => ({
  name,
  tags: LIST_TAGS,
  arguments: [{ name: 'keys', kind: 'strings' }],
  test(call, run) {
    const index = call.tags.get(':index')
    const all = list()
    const chosen = index?.kind === 'number' ? all.slice(index.number - 1, index.number) : all
    return matcherOf(call, run).any(chosen, run.texts(call.arguments[0]))
  },
})
