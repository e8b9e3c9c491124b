import { useCallback } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import type { Mailbox } from '../../types.ts'
import { mailboxName } from '../place/roles.ts'
import { importDesk } from './import-desk.ts'
import { isOfMessages } from './messages-of.ts'
import { transferTexts } from './texts.ts'

/** Has files go into a mailbox; what is no file of messages is left. */
export function useImport(accountId: string): (mailbox: Mailbox, files: readonly File[]) => void {
  const t = useT(transferTexts)
  const client = useClient()
  const toast = useToast()
  return useCallback(
    (mailbox, files) => {
      const some = files.filter(isOfMessages)
      if (some.length === 0) return void toast({ tone: 'error', text: t('nothing') })
      const name = mailboxName(mailbox)
      void importDesk.run(client, { accountId, mailboxId: mailbox.id, name, files: some })
    },
    [accountId, client, toast, t],
  )
}

/** Asks for files as a page may: with a field that nobody sees. */
export function chooseFiles(onFiles: (files: readonly File[]) => void): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.multiple = true
  field.accept = '.eml,.mbox,.mbx,.zip,message/rfc822,application/mbox,application/zip'
  field.addEventListener('change', () => onFiles([...(field.files ?? [])]))
  field.click()
}

/** Has the browser keep a mailbox as a file, while the server writes it. */
export function exportMailbox(accountId: string, { id }: Mailbox): void {
  const link = document.createElement('a')
  link.href = `/jmap/export/${accountId}/Mailbox/${id}`
  link.download = ''
  link.click()
}
