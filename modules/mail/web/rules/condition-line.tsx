import { IconX } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, IconButton, Select, TextField } from '../../../../web/ui/index.ts'
import { type FaultOfLine, NEW_CONDITION } from './draft.ts'
import {
  type Comparison,
  type Condition,
  comparisonsOf,
  type TextField as Field,
  TEXT_FIELDS,
  type TextCondition,
} from './rule.ts'
import styles from './rule-dialog.module.css'
import { rulesTexts } from './texts.ts'
import { bytesOf, sizeOf } from './words.ts'

type Props<Of = Condition> = {
  condition: Of
  fault: FaultOfLine | null
  onChange: (condition: Condition) => void
}

/** One condition: what is looked at, how, and for what. */
export function ConditionLine({ onDrop, ...props }: Props & { onDrop: () => void }) {
  const t = useT(rulesTexts)
  const { condition, onChange } = props
  const fields = [...TEXT_FIELDS, 'size', 'junk'] as const
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <Select
          unlabelled
          label={t('condition.field')}
          value={condition.kind === 'text' ? condition.field : condition.kind}
          options={fields.map(value => ({ value, label: t(`field.${value}`) }))}
          onChange={field => onChange(conditionOn(field, condition))}
        />
        {condition.kind === 'text' && <HowSelect {...props} condition={condition} />}
        {condition.kind === 'size' && (
          <Select
            unlabelled
            label={t('condition.how')}
            value={condition.side}
            options={(['over', 'under'] as const).map(value => ({ value, label: t(`size.${value}`) }))}
            onChange={side => onChange({ ...condition, side })}
          />
        )}
        {condition.kind === 'junk' && (
          <Select
            unlabelled
            label={t('condition.level')}
            value={String(condition.level)}
            options={LEVELS.map(value => ({ value, label: t('condition.level.value', { level: value }) }))}
            onChange={level => onChange({ ...condition, level: Number(level) })}
          />
        )}
        <IconButton icon={IconX} label={t('condition.drop')} onClick={onDrop} />
      </div>
      {condition.kind === 'text' && <Words {...props} condition={condition} />}
      {condition.kind === 'size' && <Size {...props} bytes={condition.bytes} />}
    </li>
  )
}

const LEVELS = ['2', '3', '4', '5', '6', '7', '8', '9', '10'] as const

/** What was typed for one field goes on to another. */
function conditionOn(field: Field | 'size' | 'junk', before: Condition): Condition {
  if (field === 'size') return { kind: 'size', side: 'over', bytes: bytesOf(5, 'mb') }
  if (field === 'junk') return { kind: 'junk', level: 5 }
  const text = before.kind === 'text' ? before : NEW_CONDITION
  const comparison = comparisonsOf(field).includes(text.comparison) ? text.comparison : 'contains'
  return { ...text, field, comparison }
}

function HowSelect({ condition, onChange }: Props<TextCondition>) {
  const t = useT(rulesTexts)
  const known = comparisonsOf(condition.field)
  const options = (['is', 'not'] as const).flatMap(sense =>
    known.map(comparison => ({
      value: `${sense}.${comparison}` as const,
      label: t(`${sense}.${comparison}`),
    })),
  )
  return (
    <Select
      unlabelled
      label={t('condition.how')}
      value={`${condition.isNot ? 'not' : 'is'}.${condition.comparison}` as const}
      options={options}
      onChange={value => {
        const [sense, comparison] = value.split('.') as ['is' | 'not', Comparison]
        onChange({ ...condition, isNot: sense === 'not', comparison })
      }}
    />
  )
}

function Words({ condition, fault, onChange }: Props<TextCondition>) {
  const t = useT(rulesTexts)
  const { field, header, comparison, values } = condition
  const change = (at: number, value: string): void =>
    onChange({ ...condition, values: values.with(at, value) })
  const shown = values.length > 0 ? values : ['']
  return (
    <div className={styles.values}>
      {field === 'header' && (
        <TextField
          label={t('condition.header')}
          value={header}
          onChange={header => onChange({ ...condition, header })}
          error={fault === 'header' ? t('fault.header') : null}
          placeholder="Reply-To"
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {shown.map((value, at) => (
        <TextField
          key={at}
          unlabelled
          label={t(at === 0 ? 'condition.value' : 'condition.or.value')}
          value={value}
          onChange={value => change(at, value)}
          error={fault === 'value' && at === 0 ? t('fault.value') : null}
          help={comparison === 'matches' && at === 0 ? t('condition.wildcards') : undefined}
          maxLength={500}
          autoComplete="off"
          inside={
            at > 0 && (
              <IconButton
                size="small"
                icon={IconX}
                label={t('condition.value.drop')}
                onClick={() => onChange({ ...condition, values: values.toSpliced(at, 1) })}
              />
            )
          }
        />
      ))}
      <Button size="small" look="link" onClick={() => onChange({ ...condition, values: [...shown, ''] })}>
        {t('condition.or')}
      </Button>
    </div>
  )
}

function Size({ bytes, condition, fault, onChange }: Props & { bytes: number }) {
  const t = useT(rulesTexts)
  const { count, unit } = sizeOf(bytes)
  const change = (count: number, unit: 'kb' | 'mb'): void => {
    if (condition.kind === 'size') onChange({ ...condition, bytes: bytesOf(count, unit) })
  }
  return (
    <div className={styles.pair}>
      <TextField
        unlabelled
        type="number"
        min={1}
        label={t('condition.count')}
        value={count === 0 ? '' : String(count)}
        onChange={text => change(Number(text) || 0, unit)}
        error={fault === 'value' ? t('fault.value') : null}
      />
      <Select
        unlabelled
        label={t('condition.unit')}
        value={unit}
        options={(['kb', 'mb'] as const).map(value => ({ value, label: t(`unit.${value}`) }))}
        onChange={unit => change(count, unit)}
      />
    </div>
  )
}
