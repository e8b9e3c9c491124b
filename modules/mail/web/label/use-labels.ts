import { useCallback, useEffect, useMemo } from 'react'
import { useClient, useQuery, useRecords } from '../../../../web/face.ts'
import { collatorOf, useLanguage } from '../../../../web/i18n/index.ts'
import { type Label as LabelRecord, label as labelType } from '../../types.ts'
import { isLabelKeyword, type Label, labelOf } from './label.ts'

export interface Labels {
  readonly all: readonly Label[]
  readonly of: (keywords: Readonly<Record<string, true>>) => readonly Label[]
  readonly keep: (label: Label) => void
  readonly drop: (keyword: string) => void
}

/** More labels than anybody tells apart. */
const MAX_LABELS = 200
const TYPE = labelType.name

/** The labels of an account, as records that every device shares; a keyword without one is shown by its own words. */
export function useLabels(accountId: string): Labels {
  const client = useClient()
  const language = useLanguage()
  const kept = useKept(accountId)
  const keep = useCallback(
    ({ keyword, name, colour }: Label) => {
      const known = kept.find(one => one.keyword === keyword)
      if (known) client.update(TYPE, known.id, { name, colour }, accountId)
      else client.create(TYPE, { keyword, name, colour, sortOrder: kept.length }, { accountId })
    },
    [client, kept, accountId],
  )
  const drop = useCallback(
    (keyword: string) => {
      for (const one of kept) if (one.keyword === keyword) client.destroy(TYPE, one.id, accountId)
    },
    [client, kept, accountId],
  )
  return useMemo(() => {
    const collator = collatorOf(language)
    const known = new Map<string, Label>(kept.map(one => [one.keyword, one]))
    const shown = (keyword: string) => known.get(keyword) ?? labelOf(keyword)
    return {
      all: kept,
      of: keywords =>
        Object.keys(keywords)
          .filter(isLabelKeyword)
          .map(shown)
          .toSorted((a, b) => collator.compare(a.name, b.name)),
      keep,
      drop,
    }
  }, [kept, language, keep, drop])
}

function useKept(accountId: string): readonly LabelRecord[] {
  const rows = useQuery(TYPE, { accountId })
  useEffect(() => rows.need(0, MAX_LABELS), [rows.need])
  const ids = rows.ids.filter(id => id !== undefined)
  const records = useRecords<LabelRecord>(TYPE, ids, { accountId })
  return useMemo(() => records.filter(record => isWhole(record)), [records])
}

const isWhole = (record: unknown): record is LabelRecord =>
  typeof record === 'object' &&
  record !== null &&
  'keyword' in record &&
  'name' in record &&
  'colour' in record
