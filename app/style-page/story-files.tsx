import { AttachmentTile, FileDrop, useToast } from '../../web/ui/index.ts'
import { Line, Story } from './story.tsx'

const file = (name: string, type: string, size: number) => ({ id: name, name, type, size })
const nothing = (): void => {}

export function FileStories() {
  const toast = useToast()
  return (
    <Story title="Fichiers">
      <FileDrop onFiles={files => toast({ text: files.map(file => file.name).join(', ') })} />
      <Line>
        <AttachmentTile file={file('devis-charpente-A.pdf', 'application/pdf', 421_888)} onOpen={nothing} />
        <AttachmentTile
          file={file('photo-halle.jpg', 'image/jpeg', 3_400_000)}
          onRemove={nothing}
          sent={0.6}
        />
        <AttachmentTile
          file={file('plan.zip', 'application/zip', 88_000_000)}
          onRemove={nothing}
          error="Trop lourd"
        />
      </Line>
    </Story>
  )
}
