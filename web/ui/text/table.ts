import { type Editor, Extension, Node } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  tableEditing,
} from '@tiptap/pm/tables'
import { cellStyle, readCellLook } from './cell-look.ts'

// Tables as other people's mail programs draw them: what a cell looks like is written on it.

/** What the editing of tables calls the nodes. */
const ROLES: Readonly<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableCell: 'cell',
  tableHeader: 'header_cell',
}

const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: () => ['table', { style: 'border-collapse: collapse; margin: 0 0 10px' }, ['tbody', 0]],
})

const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: () => ['tr', 0],
})

const span = (name: 'colspan' | 'rowspan') => ({
  default: 1,
  parseHTML: (element: HTMLElement) => Math.min(Math.max(Number(element.getAttribute(name)) || 1, 1), 100),
  renderHTML: (given: Record<string, unknown>) => (given[name] === 1 ? {} : { [name]: given[name] }),
})

const cell = (name: string, tag: 'td' | 'th') =>
  Node.create({
    name,
    content: 'block+',
    isolating: true,
    addAttributes: () => ({
      colspan: span('colspan'),
      rowspan: span('rowspan'),
      colwidth: { default: null, rendered: false },
      look: {
        default: {},
        parseHTML: readCellLook,
        renderHTML: ({ look }) => ({ style: cellStyle(look) }),
      },
    }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  })

const TableEditing = Extension.create({
  name: 'tableEditing',
  extendNodeSchema: ({ name }) => (name in ROLES ? { tableRole: ROLES[name] } : {}),
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      Tab: () => step(editor, 1) || (editor.isActive('table') && addRow(editor) && step(editor, 1)),
      'Shift-Tab': () => step(editor, -1),
    }
  },
})

export const tables = [Table, TableRow, cell('tableCell', 'td'), cell('tableHeader', 'th'), TableEditing]

type Command = typeof addRowAfter

const run = (editor: Editor, command: Command): boolean => {
  editor.commands.focus()
  return command(editor.state, editor.view.dispatch)
}

const step = (editor: Editor, by: 1 | -1): boolean => goToNextCell(by)(editor.state, editor.view.dispatch)

export const addRow = (editor: Editor): boolean => run(editor, addRowAfter)
export const addColumn = (editor: Editor): boolean => run(editor, addColumnAfter)
export const removeRow = (editor: Editor): boolean => run(editor, deleteRow)
export const removeColumn = (editor: Editor): boolean => run(editor, deleteColumn)
export const removeTable = (editor: Editor): boolean => run(editor, deleteTable)

const ROWS = 3
const COLUMNS = 3

/** A table to be filled, with the caret in its first cell. */
export function insertTable(editor: Editor): void {
  const row = { type: 'tableRow', content: Array(COLUMNS).fill(EMPTY_CELL) }
  const table = { type: 'table', content: Array(ROWS).fill(row) }
  editor
    .chain()
    .focus()
    .insertContent([table, { type: 'paragraph' }])
    .command(({ tr }) => {
      const at = tr.selection.from
      let first: number | null = null
      tr.doc.nodesBetween(0, at, (node, pos) => {
        if (node.type.name === 'table') first = pos
        return node.type.name !== 'table'
      })
      if (first !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(first + 1)))
      return true
    })
    .run()
}

const EMPTY_CELL = { type: 'tableCell', content: [{ type: 'paragraph' }] }
