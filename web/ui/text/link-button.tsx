import { Popover } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { type FormEvent, useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../action/button.tsx'
import { IconButton } from '../action/icon-button.tsx'
import { TextField } from '../field/text-field.tsx'
import { uiTexts } from '../texts.ts'
import styles from './rich-text.module.css'

export function LinkButton({ editor }: { editor: Editor }) {
  const t = useT(uiTexts)
  const [open, setOpen] = useState(false)
  const [address, setAddress] = useState('')
  const active = useEditorState({ editor, selector: ({ editor }) => editor.isActive('link') })

  const show = (): void => {
    const { href } = editor.getAttributes('link')
    setAddress(typeof href === 'string' ? href : '')
    setOpen(true)
  }
  const apply = (event: FormEvent): void => {
    event.preventDefault()
    // A form inside a form: the message being written must not be sent.
    event.stopPropagation()
    setLink(editor, address.trim())
    setOpen(false)
  }

  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="top-start" shadow="md">
      <Popover.Target>
        <IconButton
          size="small"
          icon={IconLink}
          label={t('editor.link')}
          tabIndex={-1}
          aria-pressed={active}
          onClick={show}
        />
      </Popover.Target>
      <Popover.Dropdown className={styles.popover ?? ''}>
        <form onSubmit={apply} className={styles.link}>
          <TextField
            label={t('editor.link-address')}
            type="url"
            inputMode="url"
            value={address}
            onChange={setAddress}
            placeholder="https://"
          />
          <div className={styles.actions}>
            {active && (
              <Button
                onClick={() => {
                  setLink(editor, '')
                  setOpen(false)
                }}
              >
                {t('editor.link-remove')}
              </Button>
            )}
            <Button look="primary" type="submit">
              {t('editor.link-apply')}
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function setLink(editor: Editor, address: string): void {
  const chain = editor.chain().focus().extendMarkRange('link')
  if (address === '') chain.unsetLink().run()
  else chain.setLink({ href: withScheme(address) }).run()
}

function withScheme(address: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address
  return address.includes('@') ? `mailto:${address}` : `https://${address}`
}
