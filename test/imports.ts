import { readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { root } from './sources.ts'

export interface Import {
  from: string
  /** A path from the project's root for our own files, a package's name or `node:…` for others. */
  to: string
  /** Only for the types: nothing of it is left when the program runs. */
  typeOnly: boolean
  /** Asked for while running, `import('…')`. */
  late: boolean
}

// The formatter puts every statement at the beginning of a line, which a text that quotes one does not reach.
const statement = /^(?:import|export)\s+(type\s+)?(?:[^'"`;()]*?\sfrom\s*)?['"]([^'"]+)['"]/gm
const late = /\bimport\(\s*['"]([^'"]+)['"]/g

export function importsOf(path: string, source = readFileSync(join(root, path), 'utf8')): Import[] {
  const resolved = (to: string) => (to.startsWith('.') ? normalize(join(path, '..', to)) : to)
  const early = [...source.matchAll(statement)].map(([, type, to = '']) => {
    return { from: path, to: resolved(to), typeOnly: type !== undefined, late: false }
  })
  const others = [...source.matchAll(late)].map(([, to = '']) => {
    return { from: path, to: resolved(to), typeOnly: false, late: true }
  })
  return [...early, ...others]
}
