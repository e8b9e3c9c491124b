import { useT } from '../../i18n/index.ts'
import { useToast } from '../notice/toast.tsx'
import { uiTexts } from '../texts.ts'

/** Puts a text on the clipboard, and says so. A browser keeps it closed to a page without TLS: then it says that. */
export function useCopy(): (text: string, done: string) => void {
  const t = useT(uiTexts)
  const toast = useToast()
  return (text, done) => {
    put(text).then(
      () => toast({ text: done }),
      () => toast({ tone: 'error', text: t('copy.refused') }),
    )
  }
}

/** Without TLS there is no clipboard at all, whatever the types say. */
const put = async (text: string): Promise<void> => navigator.clipboard.writeText(text)
