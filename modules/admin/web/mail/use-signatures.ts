import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import { isStillOpen } from '../address.ts'
import { type Changes, change } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { SIGNATURE, type Signature } from './signature.ts'
import { mailRuleTexts } from './texts.ts'

/** What is done with signatures as a whole: one more, another order, one less; what goes can be taken back. */
export function useSignatures(all: readonly Signature[]) {
  const t = useT(mailRuleTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()

  const attempt = async (changes: Changes): Promise<Readonly<Record<string, string>> | null> => {
    try {
      return await change(client, SIGNATURE, changes)
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
      return null
    }
  }

  /** Id of a new one, which is not put anywhere before it is switched on. */
  const add = async (): Promise<string | null> => {
    const rank = Math.max(-1, ...all.map(one => one.rank)) + 1
    const made = { name: t('signature.new'), html: TEMPLATE, rank }
    return (await attempt({ create: { made } }))?.['made'] ?? null
  }

  const move = async (id: string, by: -1 | 1): Promise<void> => {
    const order = [...all]
    const at = order.findIndex(one => one.id === id)
    const [moved] = order.splice(at, 1)
    order.splice(at + by, 0, moved!)
    const update = Object.fromEntries(order.map((one, rank) => [one.id, { rank }]))
    await attempt({ update })
  }

  const remove = async ({ id, ...rest }: Signature, onGone: () => void): Promise<void> => {
    const { name } = rest
    const restore = async (): Promise<void> => {
      if (await attempt({ create: { made: { ...rest } } })) toast({ text: t('signature.restored', { name }) })
    }
    if (!(await attempt({ destroy: [id] }))) return
    if (isStillOpen(id)) onGone()
    toast({ text: t('signature.removed', { name }), undo: () => void restore() })
  }

  return { add, move, remove }
}

const TEMPLATE = '<p><strong>{name}</strong><br>{title} · {service}<br>{organisation}<br>{email}</p>'
