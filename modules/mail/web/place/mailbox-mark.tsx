import { IconFolderFilled } from '@tabler/icons-react'
import { labelStyle, stroke } from '../../../../web/ui/index.ts'
import type { Mailbox } from '../../types.ts'
import styles from './mailbox-mark.module.css'
import { colourOf, mailboxIcon } from './roles.ts'

/** What stands before the name of a mailbox; a folder may have a colour, the same for all who see it. */
export function MailboxMark({ mailbox, size = 19 }: { mailbox: Mailbox; size?: number }) {
  const colour = colourOf(mailbox)
  if (colour)
    return (
      <IconFolderFilled
        size={size}
        className={styles.coloured}
        style={labelStyle(colour)}
        aria-hidden="true"
      />
    )
  const Glyph = mailboxIcon(mailbox)
  return <Glyph size={size} stroke={stroke} aria-hidden="true" />
}
