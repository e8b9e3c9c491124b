import { IconCheck, IconSlash } from '@tabler/icons-react'
import { type CSSProperties, type ReactNode, useId } from 'react'
import { useT } from '../../i18n/index.ts'
import { type LabelColour, labelColours } from '../mark/label-colours.ts'
import { labelStyle } from '../mark/label-style.ts'
import { uiTexts } from '../texts.ts'
import styles from './colour-picker.module.css'

type Props = {
  label: string
  value: LabelColour | null
  onChange: (colour: LabelColour) => void
  /** What it is called to have none; left out where one must be chosen. */
  none?: { label: string; onChoose: () => void }
}

/** A fixed palette: each colour is readable in both themes, and each has a name for who does not see it. */
export function ColourPicker({ label, value, onChange, none }: Props) {
  const t = useT(uiTexts)
  const name = useId()
  return (
    <fieldset className={styles.picker}>
      <legend>{label}</legend>
      {none && (
        <Choice name={name} title={none.label} checked={value === null} onChoose={none.onChoose}>
          <IconSlash size={17} stroke={2} aria-hidden="true" />
        </Choice>
      )}
      {labelColours.map(colour => (
        <Choice
          key={colour}
          name={name}
          title={t(`colour.${colour}`)}
          checked={colour === value}
          style={labelStyle(colour)}
          onChoose={() => onChange(colour)}
        >
          {colour === value && <IconCheck size={17} stroke={2.5} aria-hidden="true" />}
        </Choice>
      ))}
    </fieldset>
  )
}

type ChoiceProps = {
  name: string
  title: string
  checked: boolean
  /** Left out of what has no colour. */
  style?: CSSProperties
  onChoose: () => void
  children: ReactNode
}

function Choice({ name, title, checked, style, onChoose, children }: ChoiceProps) {
  return (
    <label className={styles.colour} data-none={!style || undefined} style={style} title={title}>
      <input type="radio" className="unseen" name={name} checked={checked} onChange={onChoose} />
      <span className="unseen">{title}</span>
      {children}
    </label>
  )
}
