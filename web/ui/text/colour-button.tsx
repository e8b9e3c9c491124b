import { Popover } from '@mantine/core'
import { IconPalette } from '@tabler/icons-react'
import type { Editor } from '@tiptap/react'
import { useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../action/button.tsx'
import { IconButton } from '../action/icon-button.tsx'
import { uiTexts } from '../texts.ts'
import styles from './rich-text.module.css'
import { textColours } from './text-colour.ts'

export function ColourButton({ editor }: { editor: Editor }) {
  const t = useT(uiTexts)
  const [open, setOpen] = useState(false)
  const pick = (colour: string | null): void => {
    const chain = editor.chain().focus()
    if (colour) chain.setTextColour(colour).run()
    else chain.unsetTextColour().run()
    setOpen(false)
  }
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="top-start" shadow="md">
      <Popover.Target>
        <IconButton
          size="small"
          icon={IconPalette}
          label={t('editor.colour')}
          tabIndex={-1}
          onClick={() => setOpen(!open)}
        />
      </Popover.Target>
      <Popover.Dropdown className={styles.popover ?? ''}>
        <div className={styles.colours}>
          {Object.entries(textColours).map(([name, colour]) => (
            <button
              key={name}
              type="button"
              className={styles.colour}
              style={{ background: colour }}
              aria-label={t(`colour.${name as keyof typeof textColours}`)}
              onClick={() => pick(colour)}
            />
          ))}
        </div>
        <Button look="quiet" size="small" onClick={() => pick(null)}>
          {t('editor.colour-none')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
