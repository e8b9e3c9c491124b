import { useState } from 'react'
import { Button, Dialog, Drawer, ShortcutSheet, TextField } from '../../web/ui/index.ts'
import { Line, Story } from './story.tsx'

type Opened = 'dialog' | 'drawer' | 'sheet' | null

export function OverlayStories() {
  const [opened, setOpened] = useState<Opened>(null)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const close = (): void => setOpened(null)
  return (
    <Story title="Par-dessus">
      <Line>
        <Button onClick={() => setOpened('dialog')}>Ouvrir un dialogue</Button>
        <Button onClick={() => setOpened('drawer')}>Ouvrir un tiroir</Button>
        <Button onClick={() => setOpened('sheet')}>Voir les raccourcis</Button>
      </Line>
      <Dialog
        open={opened === 'dialog'}
        title="Nouveau libellé"
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Annuler</Button>
            <Button look="primary" onClick={close}>
              Créer
            </Button>
          </>
        }
      >
        <TextField label="Nom du libellé" value={name} onChange={setName} data-autofocus />
      </Dialog>
      <Drawer open={opened === 'drawer'} title="Détails" onClose={close}>
        <p>Ce qui accompagne sans remplacer.</p>
        <TextField label="Note" value={note} onChange={setNote} />
      </Drawer>
      <ShortcutSheet open={opened === 'sheet'} onOpen={open => setOpened(open ? 'sheet' : null)} />
    </Story>
  )
}
