import { useClient, useRecord } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, useToast } from '../../../../web/ui/index.ts'
import type { Principal } from '../principal.ts'
import { change } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { leaverTexts } from './leaver-texts.ts'

/** That somebody's mail goes to somebody else is seen at first sight, and ended there. */
export function Forwarded({ person }: { person: Principal }) {
  const t = useT(leaverTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  const { id, name, forwardTo } = person
  const receiver = useRecord<Principal>('Principal', forwardTo)
  if (forwardTo === null || !receiver) return null
  const stop = async (): Promise<void> => {
    try {
      await change(client, 'Principal', { update: { [id]: { forwardTo: null } } })
      toast({ text: t('stopped', { name }) })
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
    }
  }
  return (
    <Banner
      action={
        <Button size="small" onClick={() => void stop()}>
          {t('stop')}
        </Button>
      }
    >
      {t('forwarded', { name, to: receiver.name })}
    </Banner>
  )
}
