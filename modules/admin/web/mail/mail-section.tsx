import { IconMailCog, IconMailForward, IconPlus, IconSignature } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Panes, type RowFace, type Source } from '../../../../web/ui/index.ts'
import { GlyphMark } from '../glyph-mark.tsx'
import { ListPane } from '../list-pane.tsx'
import { GROUPS, type Principal } from '../principal.ts'
import { RecordPane } from '../record-pane.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { useAll } from '../use-all.ts'
import { useAnswer } from '../use-answer.ts'
import type { ForwardingRule } from './forwarding.ts'
import { ForwardingPane } from './forwarding-pane.tsx'
import { audienceWords, byRank, SIGNATURE, type Signature } from './signature.ts'
import { SignaturePane } from './signature-pane.tsx'
import { mailRuleTexts } from './texts.ts'
import { useSignatures } from './use-signatures.ts'

const FORWARDING = 'forwarding'
type Row = (ForwardingRule & { readonly id: typeof FORWARDING }) | Signature

/** What the organisation rules of its mail: whether it is forwarded to outside, and what is put under it. */
export function MailSection({ id, onOpen }: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(mailRuleTexts)
  const { value: rule, fault, ask } = useAnswer<ForwardingRule>('ForwardingRule/read')
  const known = useAll<Signature>(SIGNATURE)
  const groups = useGroups()
  const signatures = useMemo(() => known?.toSorted(byRank) ?? [], [known])
  const { add, move, remove } = useSignatures(signatures)
  const rows = useMemo(
    (): readonly Row[] | null => (rule && known ? [{ ...rule, id: FORWARDING }, ...signatures] : null),
    [rule, known, signatures],
  )
  const source = useMemo(
    (): Source<Row> => ({
      total: rows?.length ?? null,
      at: index => rows?.[index] ?? 'loading',
      need: () => {},
      error: rule === null ? fault : null,
      retry: ask,
    }),
    [rows, rule, fault, ask],
  )
  const face = useFace(groups)
  const onBack = () => onOpen(null)
  const make = async (): Promise<void> => {
    const made = await add()
    if (made !== null) onOpen(made)
  }
  return (
    <Panes
      shown={id === null ? 'list' : 'detail'}
      list={
        <ListPane
          title={t('mail')}
          source={source}
          count={null}
          face={face}
          end={
            <Button look="primary" icon={IconPlus} disabled={rows === null} onClick={() => void make()}>
              {words('add')}
            </Button>
          }
          id={id}
          onOpen={onOpen}
        />
      }
      detail={
        <RecordPane
          icon={IconMailCog}
          id={id}
          record={rows === null ? undefined : (rows.find(row => row.id === id) ?? null)}
          onBack={onBack}
        >
          {row =>
            isRule(row) ? (
              <ForwardingPane rule={row} onBack={onBack} onDone={ask} />
            ) : (
              <SignaturePane
                key={row.id}
                signature={row}
                groups={groups}
                isFirst={signatures[0]?.id === row.id}
                isLast={signatures.at(-1)?.id === row.id}
                onMove={by => void move(row.id, by)}
                onRemove={() => void remove(row, onBack)}
                onBack={onBack}
              />
            )
          }
        </RecordPane>
      }
    />
  )
}

const isRule = (row: Row): row is Extract<Row, ForwardingRule> => row.id === FORWARDING

const NO_GROUPS: readonly Principal[] = []
const useGroups = (): readonly Principal[] => useAll<Principal>('Principal', { filter: GROUPS }) ?? NO_GROUPS

function useFace(groups: readonly Principal[]): (row: Row) => RowFace {
  const words = useT(mailRuleTexts)
  return useCallback(
    (row: Row): RowFace =>
      isRule(row)
        ? {
            id: row.id,
            mark: <GlyphMark icon={IconMailForward} />,
            title: words('forwarding'),
            second: words(`forwarding.${row.forwarding}`),
          }
        : {
            id: row.id,
            mark: <GlyphMark icon={IconSignature} />,
            title: row.name,
            second: audienceWords(row, groups, words),
            chips: row.isEnabled ? [] : [{ text: words('signature.off'), colour: 'stone' }],
          },
    [words, groups],
  )
}
