import { Avatar, Chip, Count, Kbd, LabelDot, Logo, labelColours, useToast } from '../../web/ui/index.ts'
import { sampleThreads } from './sample-mail.ts'
import { Line, Story } from './story.tsx'

export function MarkStories() {
  const toast = useToast()
  return (
    <>
      <Story title="Marque, avatars">
        <Line>
          <Logo />
          <Logo size={60} />
          <Count value={3} />
          <Count value={120} />
        </Line>
        <Line>
          {sampleThreads.map(thread => (
            <Avatar key={thread.id} name={thread.from} address={thread.address} />
          ))}
        </Line>
        <Line>
          <Avatar name="Claire L." address="claire@montauzan.fr" size={26} />
          <Avatar name="Claire L." address="claire@montauzan.fr" />
          <Avatar name="Claire L." address="claire@montauzan.fr" size={60} />
          <Avatar name="" address="inconnu@exemple.fr" />
        </Line>
      </Story>
      <Story title="Étiquettes, touches">
        <Line>
          {labelColours.map(colour => (
            <Chip key={colour} colour={colour}>
              {colour}
            </Chip>
          ))}
        </Line>
        <Line>
          {labelColours.map(colour => (
            <LabelDot key={colour} colour={colour} />
          ))}
          <Chip
            colour="olive"
            onRemove={{ name: 'Voirie', run: () => toast({ text: 'Retiré', undo: () => {} }) }}
          >
            Voirie
          </Chip>
        </Line>
        <Line>
          <Kbd keys="ctrl+k" />
          <Kbd keys="g i" />
          <Kbd keys="shift+u" />
          <Kbd keys="escape" />
        </Line>
      </Story>
    </>
  )
}
