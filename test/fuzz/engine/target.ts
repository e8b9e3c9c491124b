import { globSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What each file of test/fuzz/ exports: a reader, and inputs that it takes to begin from. */
export interface Target {
  readonly name: string
  readonly seeds: readonly Buffer[]
  /** Throws when the input shows a fault; what the reader rightly refuses is caught in it. */
  run(input: Buffer): void
}

const folder = join(import.meta.dirname, '..')

export const targetNames = (): string[] =>
  globSync('*.ts', { cwd: folder })
    .map(path => basename(path, '.ts'))
    .filter(name => name !== 'run')
    .sort()

export const loadTarget = (name: string): Promise<Target> => import(join(folder, `${name}.ts`))
