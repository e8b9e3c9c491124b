import { type Density, type Scheme, Segmented, useAppearance } from '../../web/ui/index.ts'
import styles from './catalogue.module.css'
import { ActionStories } from './story-actions.tsx'
import { FieldStories } from './story-fields.tsx'
import { FileStories } from './story-files.tsx'
import { ListStories } from './story-list.tsx'
import { MarkStories } from './story-marks.tsx'
import { NoticeStories } from './story-notices.tsx'
import { OverlayStories } from './story-overlays.tsx'
import { TextStories } from './story-text.tsx'

const schemes: readonly { value: Scheme; label: string }[] = [
  { value: 'light', label: 'Clair' },
  { value: 'dark', label: 'Sombre' },
  { value: 'auto', label: 'Système' },
]

const densities: readonly { value: Density; label: string }[] = [
  { value: 'comfortable', label: 'Confortable' },
  { value: 'cosy', label: 'Moyenne' },
  { value: 'dense', label: 'Serrée' },
]

/** Every component in all its states. */
export function Catalogue() {
  const { scheme, density, setScheme, setDensity } = useAppearance()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <main className={styles.page} tabIndex={0}>
      <header className={styles.head}>
        <h1>Le style de Bastide</h1>
        <Segmented label="Couleurs" value={scheme} options={schemes} onChange={setScheme} />
        <Segmented label="Hauteur des lignes" value={density} options={densities} onChange={setDensity} />
        <nav aria-label="Écrans" className={styles.screens}>
          <a href="#mail">Courriel</a>
          <a href="#people">Personnes</a>
          <a href="#long">100 000 lignes</a>
        </nav>
      </header>
      <MarkStories />
      <ActionStories />
      <FieldStories />
      <NoticeStories />
      <OverlayStories />
      <FileStories />
      <TextStories />
      <ListStories />
    </main>
  )
}
