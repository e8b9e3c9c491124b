import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import type { Principal } from '../principal.ts'
import { change } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { personTexts } from './texts.ts'

/** Lets somebody in or keeps them out, and says so; either can be taken back. */
export function useEnabling({ id, name }: Principal): (on: boolean) => Promise<void> {
  const t = useT(personTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  const turn = async (on: boolean, offerUndo: boolean): Promise<void> => {
    const disabledAt = on ? null : `${new Date().toISOString().slice(0, 19)}Z`
    try {
      await change(client, 'Principal', { update: { [id]: { disabledAt } } })
      const text = t(on ? 'done.enabled' : 'done.disabled', { name })
      toast(offerUndo ? { text, undo: () => void turn(!on, false) } : { text })
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
    }
  }
  return on => turn(on, true)
}
