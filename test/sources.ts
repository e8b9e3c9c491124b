import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const folders = '{app,modules,doors,web,core,store,wire,lib,rfc,bench,test,bin}'

/** The project's own files of some extensions, as paths from its root, in a stable order. */
export function sources(...extensions: string[]): string[] {
  const pattern = extensions.map(extension => `${folders}/**/*.${extension}`)
  return globSync(pattern, { cwd: root }).sort()
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}
