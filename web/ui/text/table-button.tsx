import {
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowRemove,
  IconTable,
  IconTableMinus,
  IconTablePlus,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import { Menu } from '../action/menu.tsx'
import { uiTexts } from '../texts.ts'
import { addColumn, addRow, insertTable, removeColumn, removeRow, removeTable } from './table.ts'

/** Makes a table, and changes the one that the caret is in. */
export function TableButton({ editor }: { editor: Editor }) {
  const t = useT(uiTexts)
  const isInside = useEditorState({ editor, selector: ({ editor }) => editor.isActive('table') })
  const verb = (id: string, label: string, icon: typeof IconTable, run: (editor: Editor) => unknown) => ({
    id,
    label,
    icon,
    onRun: () => void run(editor),
  })
  const groups = isInside
    ? [
        {
          verbs: [
            verb('row', t('editor.table-row'), IconRowInsertBottom, addRow),
            verb('column', t('editor.table-column'), IconColumnInsertRight, addColumn),
          ],
        },
        {
          verbs: [
            verb('no-row', t('editor.table-no-row'), IconRowRemove, removeRow),
            verb('no-column', t('editor.table-no-column'), IconColumnRemove, removeColumn),
            verb('no-table', t('editor.table-no-table'), IconTableMinus, removeTable),
          ],
        },
      ]
    : [{ verbs: [verb('table', t('editor.table-new'), IconTablePlus, insertTable)] }]
  return (
    <Menu groups={groups} position="top-start">
      <IconButton size="small" icon={IconTable} label={t('editor.table')} tabIndex={-1} />
    </Menu>
  )
}
