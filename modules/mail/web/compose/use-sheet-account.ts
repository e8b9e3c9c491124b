import { useAccountId } from '../../../../web/face.ts'
import { MAIL } from '../../types.ts'
import type { Sheet } from './desk.ts'

/** The account from which a letter is written: one's own, unless it was begun in another. */
export function useSheetAccount({ start }: Sheet): string {
  const own = useAccountId(MAIL)
  return start.accountId ?? own
}
