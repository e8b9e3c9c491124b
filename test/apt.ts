// The programs that tests need and npm does not bring. On Debian as root they are installed; elsewhere what is missing
// is said, and whoever needs it fails.

import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The path of Chromium, installed if need be. */
export function chromium(): string {
  const named = process.env['CHROMIUM']
  if (named) return named
  return (
    find('chromium') ??
    find('chromium-browser') ??
    find('google-chrome') ??
    installed('chromium', 'browser tests')
  )
}

/** The path of a program, from the Debian package of its name unless another is given. */
export function program(name: string, purpose: string, debianPackage = name): string {
  return find(name) ?? installed(name, purpose, debianPackage)
}

function find(name: string): string | null {
  // Daemons stand in folders that are seldom on an ordinary user's path.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map(folder => join(folder, name)).find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function installed(name: string, purpose: string, debianPackage = name): string {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    throw new Error(
      `${name} is missing, and the ${purpose} need it: install it (on Debian: apt install ${debianPackage}).`,
    )
  }
  console.error(`Installing Debian's ${debianPackage} for the ${purpose} …`)
  const install = () => apt('install', '--yes', '--no-install-recommends', debianPackage)
  const ok = install() || (apt('update') && install())
  const path = find(name)
  if (!ok || path === null)
    throw new Error(`apt-get could not install ${debianPackage}, which the ${purpose} need.`)
  return path
}

function apt(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stderr } = spawnSync('apt-get', ['-qq', ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (status !== 0) console.error(stderr)
  return status === 0
}
