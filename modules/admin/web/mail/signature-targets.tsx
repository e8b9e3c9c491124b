import { useT } from '../../../../web/i18n/index.ts'
import { Chip, Select } from '../../../../web/ui/index.ts'
import type { Domain } from '../domains.ts'
import { PEOPLE, type Principal } from '../principal.ts'
import { SavedLine } from '../saving/saved-line.tsx'
import savingStyles from '../saving/saving.module.css'
import { errorOf, type Saving } from '../saving/use-saving.ts'
import { useAll } from '../use-all.ts'
import type { Signature } from './signature.ts'
import { mailRuleTexts } from './texts.ts'

type Props = { signature: Signature; groups: readonly Principal[]; saving: Saving }

/** Which services, groups or domains have a signature: each saved as it is chosen or taken away. */
export function SignatureTargets({ signature, groups, saving }: Props) {
  const t = useT(mailRuleTexts)
  const choices = useChoices(signature, groups)
  const { audience, targets } = signature
  if (audience === 'everybody') return null
  const save = (wanted: readonly string[]) => void saving.save('targets', { targets: wanted }, { targets })
  const nameOf = (id: string) => choices.find(one => one.value === id)?.label ?? id
  return (
    <div className={savingStyles.field}>
      {targets.length > 0 && (
        <div className={savingStyles.chips}>
          {targets.map(id => (
            <Chip
              key={id}
              onRemove={{ name: nameOf(id), run: () => save(targets.filter(other => other !== id)) }}
            >
              {nameOf(id)}
            </Chip>
          ))}
        </div>
      )}
      <Select
        label={t(`targets.${audience}`)}
        value=""
        options={[
          { value: '', label: t('targets.choose') },
          ...choices.filter(({ value }) => !targets.includes(value)),
        ]}
        onChange={id => id !== '' && save([...targets, id])}
        error={errorOf(saving, 'targets')}
        help={<SavedLine saving={saving} field="targets" help={targets.length === 0 && t('targets.none')} />}
      />
    </div>
  )
}

function useChoices(
  { audience }: Signature,
  groups: readonly Principal[],
): readonly { value: string; label: string }[] {
  const people = useAll<Principal>('Principal', { filter: PEOPLE })
  const domains = useAll<Domain>('Domain')
  if (audience === 'groups') return groups.map(({ id, name }) => ({ value: id, label: name }))
  const names =
    audience === 'domains'
      ? (domains ?? []).map(({ name }) => name)
      : (people ?? []).flatMap(({ service }) => service ?? [])
  return [...new Set(names)]
    .toSorted((a, b) => a.localeCompare(b))
    .map(name => ({ value: name, label: name }))
}
