import { useEffect, useMemo } from 'react'
import { useAccountId, useClient, useQuery, useRecords } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import { MAIL, type SavedSearch, savedSearch } from '../../types.ts'
import { savedTexts } from './texts.ts'

/** More than a side has room for. */
const MOST = 100
export const SAVED = savedSearch.name

/** One's own searches of an account; null: of one's own. */
export function useSaved(inAccount: string | null): readonly SavedSearch[] {
  const accountId = useAccountId(MAIL)
  const { ids, need } = useQuery(SAVED, { accountId })
  useEffect(() => need(0, MOST), [need])
  const records = useRecords<SavedSearch>(
    SAVED,
    ids.filter(id => id !== undefined),
    { accountId },
  )
  return useMemo(
    () => records.filter(record => record != null).filter(record => record.inAccount === inAccount),
    [records, inAccount],
  )
}

/** Forgets a search, with a way back. */
export function useDrop(): (search: SavedSearch) => void {
  const t = useT(savedTexts)
  const client = useClient()
  const toast = useToast()
  const accountId = useAccountId(MAIL)
  return ({ id, name }) => {
    const text = t('deleted', { name })
    const done = client.perform(text, [{ kind: 'destroy', type: SAVED, accountId, id }])
    toast({ text, undo: () => void client.undo(done) })
  }
}

export const isNamed = (searches: readonly SavedSearch[], name: string): boolean =>
  searches.some(search => search.name.toLocaleLowerCase() === name.toLocaleLowerCase())
