import { parseArgs } from 'node:util'
import { StartError } from '../lib/config.ts'

export interface Arguments {
  /** Fills the town of Montauzan, if there is no organisation yet. */
  readonly demo: boolean
  /** Says that it is ready in one line of JSON. */
  readonly json: boolean
}

export function readArguments(args: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { demo: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    })
    return values
  } catch (error) {
    throw new StartError(
      `${(error as Error).message.replace(/\.$/, '')}. The arguments are --demo and --json.`,
    )
  }
}
