import { IconCheck } from '@tabler/icons-react'
import { useId } from 'react'
import { useT } from '../../i18n/index.ts'
import { type LabelColour, labelColours } from '../mark/label-colours.ts'
import { labelStyle } from '../mark/label-style.ts'
import { uiTexts } from '../texts.ts'
import styles from './colour-picker.module.css'

type Props = { label: string; value: LabelColour | null; onChange: (colour: LabelColour) => void }

/** A fixed palette: each colour is readable in both themes, and each has a name for who does not see it. */
export function ColourPicker({ label, value, onChange }: Props) {
  const t = useT(uiTexts)
  const name = useId()
  return (
    <fieldset className={styles.picker}>
      <legend>{label}</legend>
      {labelColours.map(colour => (
        <label
          key={colour}
          className={styles.colour}
          style={labelStyle(colour)}
          title={t(`colour.${colour}`)}
        >
          <input
            type="radio"
            className="unseen"
            name={name}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
          <span className="unseen">{t(`colour.${colour}`)}</span>
          {colour === value && <IconCheck size={17} stroke={2.5} aria-hidden="true" />}
        </label>
      ))}
    </fieldset>
  )
}
