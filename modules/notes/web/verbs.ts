import { IconPinned, IconPinnedOff, IconTrash } from '@tabler/icons-react'
import type { Client } from '../../../web/sync/client.ts'
import type { ToastText, Verb } from '../../../web/ui/index.ts'
import { type Shown, TYPE } from './note.ts'
import type { NotesT } from './texts.ts'

export interface NoteVerbs {
  readonly pin: Verb
  readonly remove: Verb
}

/** What one does to a note from the list, the toolbar or the keyboard alike. */
export function noteVerbs(
  client: Client,
  toast: (toast: ToastText) => unknown,
  t: NotesT,
  { ref, note }: Shown,
  onGone: () => void = () => undefined,
): NoteVerbs {
  const accountId = ref.accountId ?? client.primaryAccount(TYPE)
  const { id } = ref
  return {
    pin: {
      id: 'pin',
      label: t(note.isPinned ? 'verb.unpin' : 'verb.pin'),
      icon: note.isPinned ? IconPinnedOff : IconPinned,
      shortcut: 'p',
      onRun: () => void client.update(TYPE, id, { isPinned: !note.isPinned }, accountId),
    },
    remove: {
      id: 'remove',
      label: t('verb.delete'),
      icon: IconTrash,
      shortcut: '#',
      danger: true,
      onRun: () => {
        const done = client.perform(t('verb.delete'), [{ kind: 'destroy', type: TYPE, accountId, id }])
        onGone()
        toast({ text: t('done.deleted'), undo: () => void client.undo(done) })
      },
    },
  }
}
