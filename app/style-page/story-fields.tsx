import { IconAt } from '@tabler/icons-react'
import { useState } from 'react'
import {
  Button,
  Checkbox,
  ColourPicker,
  Form,
  type LabelColour,
  PasswordField,
  PeopleField,
  type Person,
  Select,
  Switch,
  TextArea,
  TextField,
} from '../../web/ui/index.ts'
import { sampleThreads } from './sample-mail.ts'
import { Story } from './story.tsx'

const directory: readonly Person[] = sampleThreads.map(({ from, address }) => ({
  name: from,
  address,
  note: 'Mairie',
}))

async function findPeople(text: string): Promise<readonly Person[]> {
  const wanted = text.toLowerCase()
  return directory.filter(person => `${person.name} ${person.address}`.toLowerCase().includes(wanted))
}

export function FieldStories() {
  const [name, setName] = useState('Claire L.')
  const [address, setAddress] = useState('claire@')
  const [password, setPassword] = useState('un mot de passe')
  const [unit, setUnit] = useState('urbanism')
  const [note, setNote] = useState('')
  return (
    <>
      <Story title="Champs">
        <Form
          label="Exemple"
          onSubmit={() => {}}
          actions={
            <Button look="primary" type="submit">
              Enregistrer
            </Button>
          }
        >
          <TextField label="Nom" value={name} onChange={setName} required />
          <TextField
            label="Adresse"
            icon={IconAt}
            value={address}
            onChange={setAddress}
            error="Il manque le domaine, par exemple montauzan.fr."
            help="Elle ne change pas quand la personne change de nom."
          />
          <PasswordField label="Mot de passe" value={password} onChange={setPassword} />
          <Select
            label="Unité"
            value={unit}
            onChange={setUnit}
            options={[
              { value: 'urbanism', label: 'Direction technique › Urbanisme' },
              { value: 'roads', label: 'Direction technique › Voirie' },
            ]}
          />
          <TextArea
            label="Note"
            value={note}
            onChange={setNote}
            placeholder="Ce que ses collègues doivent savoir"
          />
          <TextField label="Identifiant" value="claire" onChange={() => {}} disabled />
        </Form>
      </Story>
      <Choosers />
    </>
  )
}

function Choosers() {
  const [on, setOn] = useState(true)
  const [checked, setChecked] = useState(false)
  const [colour, setColour] = useState<LabelColour>('pastel')
  const [to, setTo] = useState<readonly Person[]>([
    ...directory.slice(0, 2),
    { name: '', address: 'claire@' },
  ])
  const [copy, setCopy] = useState<readonly Person[]>([])
  return (
    <Story title="Personnes, interrupteurs, couleurs">
      <PeopleField label="À" value={to} onChange={setTo} find={findPeople} />
      <PeopleField
        label="Copie"
        value={copy}
        onChange={setCopy}
        find={findPeople}
        help="Tapez « service » ou collez plusieurs adresses."
      />
      <Switch label="Réponse automatique" help="Jusqu’au 4 janvier" checked={on} onChange={setOn} />
      <Switch label="Copie sur le téléphone" checked={!on} onChange={on => setOn(!on)} />
      <Switch label="Réglé par la mairie" checked disabled onChange={() => {}} />
      <Checkbox label="Garder ma session sur cet appareil" checked={checked} onChange={setChecked} />
      <Checkbox
        label="Recevoir une copie"
        help="Dans les messages envoyés"
        checked={!checked}
        onChange={checked => setChecked(!checked)}
      />
      <ColourPicker label="Couleur du libellé" value={colour} onChange={setColour} />
    </Story>
  )
}
