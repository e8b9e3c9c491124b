import type { ParseArgsConfig } from 'node:util'
import type { AccountId } from '../../lib/id.ts'
import type { CommandHouse } from './house.ts'

export type Options = NonNullable<ParseArgsConfig['options']>

/** What was typed after the verb. */
export interface Given {
  readonly words: readonly string[]
  text(name: string): string | null
  texts(name: string): readonly string[]
  is(name: string): boolean
}

export interface Context extends CommandHouse {
  readonly organisationId: AccountId
  readonly given: Given
}

/** For people as lines, for scripts as one object. */
export interface Result {
  readonly lines: readonly string[]
  readonly json: Readonly<Record<string, unknown>>
  /** 0 unless the answer is a bad one. */
  readonly exitCode?: number
}

export interface Command {
  /** What stands after the verb: « ADDRESS --name NAME ». */
  readonly usage: string
  readonly help: string
  /** How many words it takes. */
  readonly words: number
  readonly options?: Options
  readonly run: (context: Context) => Promise<Result>
}

/** Nouns, and the verbs of each. */
export type Commands = Readonly<Record<string, Readonly<Record<string, Command>>>>

/** What was typed cannot be understood; said with the usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Columns, each as wide as it has to be. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)),
    [],
  )
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  )
}
