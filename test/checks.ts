import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './sources.ts'

interface Check {
  name: string
  command: () => readonly string[]
}

const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const tests = (...patterns: string[]) => {
  return [process.execPath, '--test', '--test-reporter=dot', ...globSync(patterns, { cwd: root })]
}

export const types: Check = { name: 'types', command: () => [bin('tsc'), '--project', root] }
export const lint: Check = { name: 'lint', command: () => [bin('biome'), 'ci', '--colors=off', root] }
export const walls: Check = { name: 'walls', command: () => tests('test/walls.test.ts') }
export const rfc: Check = { name: 'rfc', command: () => tests('rfc/*.test.ts') }
/** What is pure: no database, no socket, no browser. */
export const units: Check = { name: 'units', command: () => tests('{lib,wire,web}/**/*.test.ts') }

export const checks: readonly Check[] = [types, lint, walls, rfc, units]

/** Runs them one after the other, all of them whatever comes out, and says whether all is well. */
export async function check(checks: readonly Check[]): Promise<boolean> {
  let well = true
  for (const each of checks) well = (await runOne(each)) && well
  return well
}

async function runOne({ name, command }: Check): Promise<boolean> {
  const begin = performance.now()
  const { ok, output } = await run(command())
  const seconds = ((performance.now() - begin) / 1000).toFixed(1)
  console.log(`${ok ? '✔' : '✖'} ${name.padEnd(6)} ${seconds} s`)
  if (!ok) console.log(output)
  return ok
}

function run([command = '', ...args]: readonly string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => (output += text))
    child.once('error', reject)
    child.once('close', code => resolve({ ok: code === 0, output }))
  })
}
