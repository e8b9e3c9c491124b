import { readFileSync } from 'node:fs'

export const statuses = ['Yes', 'Partial', 'Roadmap', 'No'] as const
export type Status = (typeof statuses)[number]

export interface Row {
  rfc: number
  status: Status
  title: string
  note: string
}

const head = 'number\tstatus\ttitle\tnote'

export function readIndex(text = readFileSync(new URL('index.tsv', import.meta.url), 'utf8')): Row[] {
  const [first, ...lines] = text.trimEnd().split('\n')
  if (first !== head) throw new Error(`rfc/index.tsv must begin with ${JSON.stringify(head)}`)
  return lines.map(readRow)
}

function readRow(line: string): Row {
  const [number = '', status = '', title = '', note = '', ...more] = line.split('\t')
  const known = statuses.find(each => each === status)
  if (!/^\d{3,5}$/.test(number) || known === undefined || title === '' || more.length > 0) {
    throw new Error(`rfc/index.tsv: not a row of number, status, title, note: ${JSON.stringify(line)}`)
  }
  return { rfc: Number(number), status: known, title, note }
}
