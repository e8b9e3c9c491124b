import { IconAlertTriangle, IconFileOff, IconLock } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { EmptyState, ErrorState, type Icon, SkeletonText, useDelayed } from '../../../../web/ui/index.ts'
import type { Fault, Piece } from '../../../../wire/document/document.ts'
import styles from './document.module.css'
import type { FilePart } from './file-part.ts'
import { readerTexts } from './texts.ts'
import { useReading } from './use-reading.ts'

const ICONS: Readonly<Record<Fault | 'unknown', Icon>> = {
  encrypted: IconLock,
  broken: IconAlertTriangle,
  tooLarge: IconFileOff,
  tooHard: IconFileOff,
  unknown: IconFileOff,
}

/** What a document says, as text and tables: the server read it where it can do no harm. */
export function DocumentPreview({ accountId, part, name }: Props) {
  const t = useT(readerTexts)
  const reading = useReading(accountId, part)
  const isLate = useDelayed(reading === 'waiting')
  if (reading === 'waiting') return isLate ? <SkeletonText lines={8} /> : null
  if (reading === 'failed') return <ErrorState>{t('file.failed')}</ErrorState>
  if (reading.state !== 'read')
    return <EmptyState icon={ICONS[reading.state]}>{t(`document.${reading.state}`)}</EmptyState>
  if (reading.pieces.length === 0) return <EmptyState icon={IconFileOff}>{t('document.empty')}</EmptyState>
  return (
    <>
      <p className={styles.note}>{t(reading.isCut ? 'document.cut' : 'document.note')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <section className={styles.document} tabIndex={0} aria-label={name}>
        {reading.pieces.map((piece, at) => (
          <DocumentPiece key={at} piece={piece} />
        ))}
      </section>
    </>
  )
}

type Props = { accountId: string; part: FilePart; name: string }

function DocumentPiece({ piece }: { piece: Piece }) {
  return (
    <div className={styles.piece}>
      {piece.title !== null && <h3>{piece.title}</h3>}
      {'text' in piece ? <p>{piece.text}</p> : <Table rows={piece.rows} title={piece.title} />}
    </div>
  )
}

/** Of a table, as many rows as one looks at. */
const MOST_ROWS = 1000

function Table({ rows, title }: { rows: readonly (readonly string[])[]; title: string | null }) {
  const t = useT(readerTexts)
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0)
  const columns = Array.from({ length: width }, (_, column) => column)
  return (
    <>
      <table className={styles.table} aria-label={title ?? undefined}>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((cells, row) => (
            <tr key={row}>
              {columns.map(column => (
                <td key={column} data-number={isNumber(cells[column]) || undefined}>
                  {cells[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className={styles.note}>{t('document.rows', { count: rows.length - MOST_ROWS })}</p>
      )}
    </>
  )
}

const isNumber = (cell: string | undefined): boolean =>
  /^[-−+]?[\d\s\u00a0\u202f]+([.,]\d+)?\s?[€%]?$/.test(cell ?? '')
