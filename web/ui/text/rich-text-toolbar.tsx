import {
  IconBlockquote,
  IconBold,
  IconClearFormatting,
  IconH2,
  IconItalic,
  IconList,
  IconListNumbers,
  IconStrikethrough,
  IconUnderline,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { type KeyboardEvent, useRef } from 'react'
import { type TextKey, type TextsOf, useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import type { Icon } from '../action/verb.ts'
import { uiTexts } from '../texts.ts'
import { ColourButton } from './colour-button.tsx'
import { LinkButton } from './link-button.tsx'
import styles from './rich-text.module.css'
import { TableButton } from './table-button.tsx'

type Format = {
  name: string
  label: TextKey<TextsOf<typeof uiTexts>> & `editor.${string}`
  icon: Icon
  run: (editor: Editor) => void
}

const formats: readonly Format[] = [
  {
    name: 'bold',
    label: 'editor.bold',
    icon: IconBold,
    run: editor => editor.chain().focus().toggleBold().run(),
  },
  {
    name: 'italic',
    label: 'editor.italic',
    icon: IconItalic,
    run: editor => editor.chain().focus().toggleItalic().run(),
  },
  {
    name: 'underline',
    label: 'editor.underline',
    icon: IconUnderline,
    run: editor => editor.chain().focus().toggleUnderline().run(),
  },
  {
    name: 'strike',
    label: 'editor.strike',
    icon: IconStrikethrough,
    run: editor => editor.chain().focus().toggleStrike().run(),
  },
  {
    name: 'heading',
    label: 'editor.heading',
    icon: IconH2,
    run: editor => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    name: 'bulletList',
    label: 'editor.bullets',
    icon: IconList,
    run: editor => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'orderedList',
    label: 'editor.numbers',
    icon: IconListNumbers,
    run: editor => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'blockquote',
    label: 'editor.quote',
    icon: IconBlockquote,
    run: editor => editor.chain().focus().toggleBlockquote().run(),
  },
]

/** One stop of the Tab key; arrows move within, as in any toolbar. */
export function RichTextToolbar({ editor }: { editor: Editor }) {
  const t = useT(uiTexts)
  const bar = useRef<HTMLDivElement>(null)
  const active = useEditorState({
    editor,
    selector: ({ editor }) =>
      formats
        .filter(format => editor.isActive(format.name))
        .map(format => format.name)
        .join(' '),
  }).split(' ')

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (step === 0 || at < 0) return
    event.preventDefault()
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }

  return (
    <div
      ref={bar}
      className={styles.toolbar}
      role="toolbar"
      aria-label={t('editor.toolbar')}
      onKeyDown={onKeyDown}
    >
      {formats.map((format, index) => (
        <IconButton
          key={format.name}
          size="small"
          icon={format.icon}
          label={t(format.label)}
          tabIndex={index === 0 ? 0 : -1}
          aria-pressed={active.includes(format.name)}
          onClick={() => format.run(editor)}
        />
      ))}
      <LinkButton editor={editor} />
      <ColourButton editor={editor} />
      <TableButton editor={editor} />
      <IconButton
        size="small"
        icon={IconClearFormatting}
        label={t('editor.clear')}
        tabIndex={-1}
        onClick={() => editor.chain().focus().unsetAllMarks().clearNodes().run()}
      />
    </div>
  )
}
