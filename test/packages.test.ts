import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './sources.ts'

interface Package {
  license?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const own = JSON.parse(read('package.json')) as Package
const locked = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> }).packages

test('every package is pinned to one version', () => {
  const asked = Object.entries({ ...own.dependencies, ...own.devDependencies })
  assert.deepEqual(
    asked.filter(([, version]) => !/^\d/.test(version)),
    [],
  )
})

test('every package has its line with its licence in docs/dependencies.md, and every line its package', () => {
  const lines = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| .+ \| (.+) \|$/gm)]
  const told = lines.map(([, name, licence]) => `${name}: ${licence}`)
  const names = Object.keys({ ...own.dependencies, ...own.devDependencies })
  assert.deepEqual(told.sort(), names.map(name => `${name}: ${licenceOf(name)}`).sort())
})

test('the lock file holds the parts for other platforms, without which npm ci refuses it', () => {
  const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      name => !(`node_modules/${name}` in locked || `${path}/node_modules/${name}` in locked),
    ),
  )
  assert.deepEqual(missing, [])
})

test('the lock file names no host, so that any registry serves', () => {
  assert.doesNotMatch(read('package-lock.json'), /"resolved"/)
})

function licenceOf(name: string): string | undefined {
  return (JSON.parse(read(`node_modules/${name}/package.json`)) as Package).license
}
