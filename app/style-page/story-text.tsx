import { lazy, Suspense, useState } from 'react'
import { useLanguage } from '../../web/i18n/index.ts'
import { formatSize, formatWhen, SkeletonText } from '../../web/ui/index.ts'
import styles from './catalogue.module.css'
import { Story } from './story.tsx'

const RichText = lazy(() => import('../../web/ui/text/rich-text.tsx'))

const letter =
  '<p>Bonjour,</p><p>Voici <strong>le devis</strong>, <em>corrigé</em> :</p><ul><li><p>charpente</p></li><li><p>faîtage</p></li></ul>'

const now = new Date(2026, 10, 24, 11)
const instants = [
  new Date(2026, 10, 24, 10, 42),
  new Date(2026, 10, 23),
  new Date(2026, 10, 21),
  new Date(2026, 9, 18),
  new Date(2024, 10, 18),
]

export function TextStories() {
  const [html, setHtml] = useState(letter)
  const [empty, setEmpty] = useState('')
  const language = useLanguage()
  return (
    <>
      <Story title="Texte mis en forme">
        <div className={styles.editor}>
          <Suspense fallback={<SkeletonText />}>
            <RichText
              label="Message"
              html={html}
              onChange={setHtml}
              onImage={async image => URL.createObjectURL(image)}
            />
          </Suspense>
        </div>
      </Story>
      <Story title="Texte vide, dates, tailles">
        <div className={styles.editor}>
          <Suspense fallback={<SkeletonText />}>
            <RichText label="Note" html={empty} onChange={setEmpty} placeholder="Écrivez votre note" />
          </Suspense>
        </div>
        <p>{instants.map(instant => formatWhen(instant, language, now)).join(' · ')}</p>
        <p>{[0, 900, 421_888, 19_756_849_562].map(size => formatSize(size, language)).join(' · ')}</p>
      </Story>
    </>
  )
}
