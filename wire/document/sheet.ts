import { Archive, Unreadable } from './archive.ts'
import type { Gathering } from './gathering.ts'
import { isDateFormat, writeSerialDate } from './serial-date.ts'
import { attribute, readXml } from './xml.ts'

/** Characters of the texts that cells share; beyond, cells stay empty. */
const MAX_SHARED = 16 * 1024 * 1024

/** ECMA-376 part 1 §18: each sheet a table, in the order of the workbook. */
export function readSheets(bytes: Uint8Array, into: Gathering): void {
  const archive = new Archive(bytes)
  const workbook = archive.read('xl/workbook.xml')
  if (!workbook) throw new Unreadable('broken', 'no workbook inside')
  const targets = targetsOf(archive.read('xl/_rels/workbook.xml.rels'))
  const shared = sharedTexts(archive.read('xl/sharedStrings.xml'))
  const dates = dateStyles(archive.read('xl/styles.xml'))
  for (const { name, relation } of sheetsOf(workbook)) {
    if (into.isFull) break
    const sheet = archive.read(targets.get(relation) ?? '')
    if (sheet) readRows(sheet, { shared, dates, row: into.table(name), isEnough: () => into.isFull })
  }
}

function sheetsOf(workbook: Uint8Array): { name: string; relation: string }[] {
  const sheets: { name: string; relation: string }[] = []
  readXml(workbook, {
    open(name, attributes) {
      if (name === 'sheet')
        sheets.push({ name: attributes['name'] ?? '', relation: attribute(attributes, 'id') ?? '' })
    },
  })
  return sheets
}

/** Relation to entry: targets are told from `xl/`, or from the root. */
function targetsOf(relations: Uint8Array | null): Map<string, string> {
  const targets = new Map<string, string>()
  if (relations)
    readXml(relations, {
      open(name, { Id: id, Target: target = '' }) {
        if (name === 'Relationship' && id)
          targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
      },
    })
  return targets
}

function sharedTexts(bytes: Uint8Array | null): string[] {
  const texts: string[] = []
  if (!bytes) return texts
  let size = 0
  let text = ''
  let isText = false
  let isPhonetic = false
  readXml(bytes, {
    isEnough: () => size > MAX_SHARED,
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') isPhonetic = true
      isText = name === 't' && !isPhonetic
    },
    text(piece) {
      if (isText) text += piece
    },
    close(name) {
      isText = false
      if (name === 'rPh') isPhonetic = false
      if (name === 'si') size += texts.push(text) && text.length
    },
  })
  return texts
}

/** The styles of cells whose number is a day. */
function dateStyles(bytes: Uint8Array | null): Set<number> {
  const formats = new Map<number, string>()
  const dates = new Set<number>()
  if (!bytes) return dates
  let inCells = false
  let at = 0
  readXml(bytes, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const format = Number(attributes['numFmtId'])
      if (isDateFormat(format, formats.get(format) ?? '')) dates.add(at)
      at++
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return dates
}

interface Sheet {
  readonly shared: readonly string[]
  readonly dates: ReadonlySet<number>
  readonly row: (cells: readonly string[]) => void
  readonly isEnough: () => boolean
}

function readRows(bytes: Uint8Array, { shared, dates, row, isEnough }: Sheet): void {
  let cells: string[] = []
  let column = 0
  let kind = ''
  let isDate = false
  let value = ''
  let isValue = false
  readXml(bytes, {
    isEnough,
    open(name, attributes) {
      if (name === 'row') {
        cells = []
        column = 0
      }
      if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1
        kind = attributes['t'] ?? 'n'
        isDate = dates.has(Number(attributes['s'] ?? -1))
        value = ''
      }
      isValue = name === 'v' || name === 't'
    },
    text(piece) {
      if (isValue) value += piece
    },
    close(name) {
      isValue = false
      if (name === 'c' && column <= MAX_COLUMN) {
        while (cells.length < column - 1) cells.push('')
        cells[column - 1] = shownValue(value, kind, isDate, shared)
      }
      if (name === 'row') row(cells)
    },
  })
}

const MAX_COLUMN = 256

function shownValue(value: string, kind: string, isDate: boolean, shared: readonly string[]): string {
  if (kind === 's') return shared[Number(value)] ?? ''
  if (kind === 'b') return value === '1' ? '✓' : ''
  if (kind === 'n' && isDate) return writeSerialDate(Number(value)) ?? value
  return value
}

/** "AB12" stands in column 28. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (!letters) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}
