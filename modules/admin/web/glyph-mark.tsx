import { type Icon, stroke } from '../../../web/ui/index.ts'
import styles from './admin.module.css'

/** What stands for a thing that has no face. */
export function GlyphMark({ icon: Glyph }: { icon: Icon }) {
  return (
    <span className={styles.mark}>
      <Glyph size={20} stroke={stroke} aria-hidden="true" />
    </span>
  )
}
