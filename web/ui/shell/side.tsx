import { stroke } from '../action/verb.ts'
import { LabelDot } from '../mark/label-dot.tsx'
import { Quantity } from '../text/quantity.tsx'
import { type Go, goOnClick, type Place } from './place.ts'
import styles from './side.module.css'

export type PlaceGroup = { label?: string; places: readonly Place[] }

type Props = { label: string; groups: readonly PlaceGroup[]; current: string; onGo: Go }

/** The places of a module: mailboxes, calendars, sections of the settings. */
export function Side({ label, groups, current, onGo }: Props) {
  return (
    <nav className={styles.side} aria-label={label}>
      {groups.map((group, index) => (
        <div key={group.label ?? index}>
          {group.label && <h2 className={styles.heading}>{group.label}</h2>}
          <ul>
            {group.places.map(place => (
              <li key={place.id}>
                <PlaceLink place={place} current={place.id === current} onGo={onGo} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function PlaceLink({ place, current, onGo }: { place: Place; current: boolean; onGo: Go }) {
  const Glyph = place.icon
  return (
    <a
      href={place.href}
      className={styles.place}
      aria-current={current ? 'page' : undefined}
      onClick={goOnClick(place.href, onGo)}
    >
      {Glyph && <Glyph size={19} stroke={stroke} aria-hidden="true" />}
      {place.colour && (
        <span className={styles.dot}>
          <LabelDot colour={place.colour} />
        </span>
      )}
      <span className={styles.name}>{place.label}</span>
      {!!place.count && (
        <span className={styles.count}>
          <Quantity value={place.count} />
        </span>
      )}
    </a>
  )
}
