import { useT } from '../../../../web/i18n/index.ts'
import { Button, type Icon } from '../../../../web/ui/index.ts'
import { readerTexts } from './texts.ts'

/** Has the browser keep a file. */
export function DownloadLink({ url, name, icon }: { url: string; name: string; icon: Icon }) {
  const t = useT(readerTexts)
  return (
    <Button look="primary" icon={icon} onClick={() => download(url, name)}>
      {t('file.download')}
    </Button>
  )
}

export function download(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
