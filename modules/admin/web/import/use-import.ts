import { useState } from 'react'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { type PeopleFile, type ReadLine, readPeopleFile } from './people-file.ts'
import { importTexts } from './texts.ts'

/** A line of the report: nothing to say is good news. */
export interface Checked {
  readonly read: ReadLine
  readonly refusal: string | null
  readonly password: string | null
}

export type Step =
  | { readonly kind: 'choosing'; readonly fault: string | null }
  | { readonly kind: 'working'; readonly done: number; readonly total: number; readonly isTrial: boolean }
  | { readonly kind: 'tried'; readonly file: PeopleFile; readonly lines: readonly Checked[] }
  | { readonly kind: 'done'; readonly lines: readonly Checked[] }

const BATCH = 25
const MOST_BYTES = 5_000_000

/** A file of people: read here, tried on the server without a trace, then made. */
export function useImport() {
  const t = useT(importTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const [step, setStep] = useState<Step>({ kind: 'choosing', fault: null })
  const fail = (fault: string): void => setStep({ kind: 'choosing', fault })

  const send = async (lines: readonly ReadLine[], isTrial: boolean, temporary: boolean) => {
    const checked: Checked[] = []
    for (let from = 0; from < lines.length; from += BATCH) {
      setStep({ kind: 'working', done: from, total: lines.length, isTrial })
      const batch = lines.slice(from, from + BATCH)
      const outcomes = await ask(client, batch, isTrial, temporary)
      batch.forEach((read, index) => {
        const { refused, password = null } = outcomes[index] ?? {}
        const refusal = refused
          ? refusalWords(new Refused('notPossible', refused.description, { ...refused }), words)
          : null
        checked.push({ read, refusal, password })
      })
    }
    return checked
  }

  const open = async (file: File): Promise<void> => {
    if (file.size > MOST_BYTES) return fail(t('fault.size'))
    try {
      const read = readPeopleFile(await textOf(file))
      if (read.missing.length > 0) return fail(t(`missing.${read.missing[0]!}`))
      if (read.lines.length === 0) return fail(t('fault.empty'))
      const tried = await send(
        read.lines.filter(({ person }) => person !== null),
        true,
        true,
      )
      const byLine = new Map(tried.map(one => [one.read.line, one]))
      const lines = read.lines.map(
        one => byLine.get(one.line) ?? { read: one, refusal: null, password: null },
      )
      setStep({ kind: 'tried', file: read, lines })
    } catch (error) {
      if (error instanceof Malformed) return fail(t('fault.read', { line: String(error.at ?? '') }))
      fail(refusalWords(error, words))
    }
  }

  const make = async (lines: readonly Checked[], temporary: boolean): Promise<void> => {
    try {
      const good = lines.filter(isGood).map(({ read }) => read)
      setStep({ kind: 'done', lines: await send(good, false, temporary) })
    } catch (error) {
      // What was made before the break is told as « already taken » by the next trial.
      fail(refusalWords(error, words))
    }
  }

  return { step, open, make, restart: () => setStep({ kind: 'choosing', fault: null }) }
}

export const isGood = ({ read, refusal }: Checked): boolean => read.person !== null && refusal === null

/** What a spreadsheet of Windows writes without saying so is read all the same. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

interface Outcome {
  readonly password?: string | null
  readonly refused?: { readonly type: string; readonly description: string }
}

async function ask(
  client: Client,
  lines: readonly ReadLine[],
  trial: boolean,
  temporary: boolean,
): Promise<readonly Outcome[]> {
  const people = lines.flatMap(({ person }) => person ?? [])
  const { list } = await run(client, 'Principal/import', { people, trial, temporary })
  return list as unknown as Outcome[]
}
