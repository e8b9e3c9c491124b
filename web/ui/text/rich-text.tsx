import { Image } from '@tiptap/extension-image'
import { Placeholder } from '@tiptap/extensions'
import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { unwrapCells } from './cell-look.ts'
import { fileOfData, isData, withoutForeignPictures } from './pasted-html.ts'
import styles from './rich-text.module.css'
import { RichTextToolbar } from './rich-text-toolbar.tsx'
import { tables } from './table.ts'
import { TextColour } from './text-colour.ts'

/** What can be done to the text from beside it. */
export interface RichTextHandle {
  /** Puts HTML where the caret is, or last was. */
  readonly insert: (html: string) => void
}

type Props = {
  label: string
  html: string
  onChange: (html: string) => void
  placeholder?: string
  /** Keeps a pasted or dropped image; answers the address to show it at. Without it images are left out. */
  onImage?: (image: File) => Promise<string>
  autoFocus?: boolean
  /** Asked for when the text gets the focus: what was typed for it before it came. */
  early?: () => string
  /** To be read only: without a toolbar. */
  readOnly?: boolean
  handle?: Ref<RichTextHandle>
}

/** Writes a message or a note. HTML goes in and out; the whole of it is heavy, so load this file lazily. */
export default function RichText({
  label,
  html,
  onChange,
  placeholder = '',
  onImage,
  autoFocus = false,
  early,
  readOnly = false,
  handle,
}: Props) {
  const latest = useRef({ onChange, onImage, early })
  latest.current = { onChange, onImage, early }
  // What we gave out last: giving it back to us must not move the caret.
  const given = useRef(html)

  const editor = useEditor({
    content: html,
    autofocus: autoFocus ? 'start' : false,
    editable: !readOnly,
    // Our content policy refuses a <style> element; the sheet beside this file has the same rules.
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3] },
        link: {
          openOnClick: false,
          defaultProtocol: 'https',
          HTMLAttributes: { rel: 'noopener noreferrer' },
        },
      }),
      Picture.configure({ inline: true, allowBase64: true }),
      Placeholder.configure({ placeholder }),
      TextColour,
      ...tables,
    ],
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'aria-readonly': String(readOnly),
        class: styles.text ?? '',
      },
      handlePaste: (_view, event) => takeImages(event.clipboardData),
      transformPastedHTML: html => {
        queueMicrotask(() => keepDataPictures(editor, latest.current.onImage))
        return withoutForeignPictures(html, latest.current.onImage !== undefined)
      },
      handleDrop: (_view, event) => takeImages(event.dataTransfer),
    },
    onUpdate: ({ editor }) => {
      given.current = editor.isEmpty ? '' : unwrapCells(editor.getHTML())
      latest.current.onChange(given.current)
    },
    onFocus: ({ editor }) => type(editor, latest.current.early?.() ?? ''),
  })

  useImperativeHandle(handle, () => ({
    insert: html => void editor.chain().focus().insertContent(html).run(),
  }))

  const takeImages = (data: DataTransfer | null): boolean => {
    const images = [...(data?.files ?? [])].filter(file => file.type.startsWith('image/'))
    const keep = latest.current.onImage
    if (!keep || images.length === 0 || saysMore(data)) return false
    for (const image of images) void keep(image).then(src => insertImage(editor, src, image.name))
    return true
  }

  useEffect(() => {
    if (html === given.current) return
    given.current = html
    editor.commands.setContent(html, { emitUpdate: false })
  }, [editor, html])

  return (
    <div className={styles.editor}>
      <EditorContent editor={editor} className={styles.scroller} />
      {!readOnly && <RichTextToolbar editor={editor} />}
    </div>
  )
}

/** One of which nothing is said says nothing, rather than its address. */
const Picture = Image.extend({
  addAttributes() {
    return { ...this.parent?.(), alt: { default: '' } }
  },
})

/** A spreadsheet gives a picture of its cells beside the cells themselves; a picture that is copied, its address alone. */
const saysMore = (data: DataTransfer | null): boolean =>
  /<table\b/i.test(data?.getData('text/html') ?? '') || !!data?.getData('text/plain').trim()

/** Has pictures that were pasted with their text kept as files, and shows them from there. */
function keepDataPictures(editor: Editor, keep: Props['onImage']): void {
  const pasted = new Set<string>()
  editor.state.doc.descendants(({ type, attrs }) => {
    if (type.name === 'image' && isData(String(attrs['src']))) pasted.add(attrs['src'])
  })
  for (const src of pasted) {
    const file = fileOfData(src)
    if (file) void keep?.(file).then(kept => replacePicture(editor, src, kept))
  }
}

function replacePicture(editor: Editor, from: string, to: string): void {
  const { tr, doc } = editor.state
  doc.descendants(({ type, attrs }, pos) => {
    if (type.name === 'image' && attrs['src'] === from) tr.setNodeAttribute(pos, 'src', to)
  })
  editor.view.dispatch(tr)
}

/** As if it were typed now. */
function type(editor: Editor, text: string): void {
  for (const [at, line] of text.split('\n').entries()) {
    if (at > 0) editor.commands.splitBlock()
    if (line !== '') editor.commands.insertContent({ type: 'text', text: line })
  }
}

function insertImage(editor: Editor, src: string, alt: string): void {
  editor.chain().focus().setImage({ src, alt }).run()
}
