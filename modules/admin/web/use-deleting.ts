import { useClient } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { useToast } from '../../../web/ui/index.ts'
import { isStillOpen } from './address.ts'
import { groupTexts } from './group/texts.ts'
import type { Principal } from './principal.ts'
import { change } from './saving/change.ts'
import { refusalWords } from './saving/refusal-words.ts'
import { adminTexts } from './texts.ts'

/**
 * Deletes a group or a room. Undone, another one like it is made: what was shared with the first has to be shared
 * again, and a mailbox of its own stays closed.
 */
export function useDeleting(principal: Principal, onGone: () => void): () => Promise<void> {
  const t = useT(groupTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  const { id, name } = principal
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act()
      return true
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
      return false
    }
  }
  const restore = async (): Promise<void> => {
    const made = { made: likeIt(principal) }
    if (await attempt(() => change(client, 'Principal', { create: made })))
      toast({ text: t('done.restored', { name }) })
  }
  return async () => {
    if (!(await attempt(() => change(client, 'Principal', { destroy: [id] })))) return
    if (isStillOpen(id)) onGone()
    toast({ text: t('done.deleted', { name }), undo: () => void restore() })
  }
}

function likeIt({ type, name, email, description, aliases, members, hasAccount }: Principal) {
  return { type, name, email, description, aliases, hasAccount, ...(members && { members }) }
}
