import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import { change } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import type { Organisation } from './modules-section.tsx'
import { switchTexts } from './texts.ts'
import { nameOf } from './words.ts'

/** Switches a module for everybody, and says what becomes of its data; either way can be taken back. */
export function useSwitching({ id }: Organisation): (module: string, on: boolean) => Promise<void> {
  const t = useT(switchTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  const turn = async (module: string, on: boolean, offerUndo: boolean): Promise<void> => {
    try {
      await change(client, 'Organisation', { update: { [id]: { [`modules/${module}`]: on } } })
      const text = t(on ? 'done.on' : 'done.off', { name: nameOf(module, t) })
      toast(offerUndo ? { text, undo: () => void turn(module, !on, false) } : { text })
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
    }
  }
  return (module, on) => turn(module, on, true)
}
