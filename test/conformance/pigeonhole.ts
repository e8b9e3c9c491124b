// Runs the test scripts of Pigeonhole, Dovecot's Sieve, against ours:
//
//   node test/conformance/pigeonhole.ts PIGEONHOLE/tests [part of a path …]
//
// They are Sieve themselves, with commands of `vnd.dovecot.testsuite` that set a message, run another script and look at
// what came of it. These commands are brought here as one more extension. What is in `failures/` is to fail, in words.

import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkScript } from '../../wire/sieve/check.ts'
import { EXTENSIONS } from '../../wire/sieve/extensions.ts'
import { TestFailed } from './pigeonhole/failed.ts'
import { Suite } from './pigeonhole/suite.ts'

const [folder = '', ...parts] = process.argv.slice(2)

const files = globSync('**/*.svtest', { cwd: folder })
  .filter(path => parts.length === 0 || parts.some(part => path.includes(part)))
  .sort()
const sums = { files: 0, clean: 0, skipped: 0, passed: 0, failed: 0 }

for (const path of files) runFile(join(folder, path))
console.log(JSON.stringify(sums))

function runFile(path: string): void {
  const source = readFileSync(path, 'utf8')
  const name = relative(folder, path)
  const suite = new Suite(path)
  const failures = missingOf(source).length > 0 ? [] : failuresOf(suite, source)
  const inside = suite.sources.flatMap(missingOf).filter(isExtension)
  const missing = new Set([...missingOf(source), ...inside])
  if (missing.size > 0) {
    sums.skipped++
    console.log(`- ${name}: needs ${[...missing].join(', ')}`)
    return
  }
  sums.files++
  if (name.startsWith('failures/')) failures.splice(0, 1, ...(failures.length === 0 ? ['it passed'] : []))
  sums.passed += suite.passed
  sums.failed += failures.length
  if (failures.length === 0) sums.clean++
  console.log(`${failures.length === 0 ? '✔' : '✖'} ${name}: ${suite.passed} passed`)
  for (const failure of failures) console.log(`    ${failure}`)
}

function failuresOf(suite: Suite, source: string): string[] {
  const { program, faults } = checkScript(source, suite.surroundings)
  if (!program) return faults.map(fault => `${fault.line}:${fault.column} ${fault.message}`)
  try {
    suite.run(program)
  } catch (error) {
    const reason = error instanceof TestFailed ? error.reason : String(error)
    return [...suite.failures, `outside of tests: ${reason}`]
  }
  return suite.failures
}

/** Rather than one of the mistakes that scripts are made of. */
function isExtension(name: string): boolean {
  return /^(?:enotify|extlists|ihave|mime|foreverypart|extracttext|mboxmetadata|servermetadata|vnd\.dovecot\..*)$/.test(
    name,
  )
}

/** What the file requires and we do not have. */
function missingOf(source: string): string[] {
  const known = new Set(EXTENSIONS.map(extension => extension.name))
  const required = [...source.matchAll(/^\s*require\s+(\[[^\]]*\]|"[^"]*")/gm)].flatMap(match =>
    [...match[1]!.matchAll(/"([^"]*)"/g)].map(one => one[1]!),
  )
  return required.filter(name => !known.has(name) && name !== 'vnd.dovecot.testsuite')
}
