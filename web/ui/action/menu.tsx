import { Menu as MantineMenu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type ReactElement, useId } from 'react'
import { Kbd } from '../mark/kbd.tsx'
import styles from './menu.module.css'
import { stroke, type Verb } from './verb.ts'

export type VerbGroup = { label?: string; verbs: readonly Verb[] }

type Props = {
  /** The button that opens the menu. */
  children: ReactElement
  groups: readonly VerbGroup[]
  position?: 'bottom-start' | 'bottom-end' | 'top-start' | 'right-end'
}

export function Menu({ children, groups, position = 'bottom-end' }: Props) {
  return (
    <MantineMenu
      position={position}
      shadow="md"
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 120 }}
      returnFocus
    >
      <MantineMenu.Target>{children}</MantineMenu.Target>
      <MantineMenu.Dropdown className={styles.dropdown ?? ''}>
        {groups.map((group, index) => (
          <Group key={group.label ?? index} group={group} divided={index > 0} />
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}

function Group({ group, divided }: { group: VerbGroup; divided: boolean }) {
  const labelId = useId()
  return (
    <>
      {divided && <MantineMenu.Divider role="separator" />}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of menu items, not of fields */}
      <div role="group" aria-labelledby={group.label ? labelId : undefined}>
        {group.label && (
          <MantineMenu.Label id={labelId} role="presentation">
            {group.label}
          </MantineMenu.Label>
        )}
        {group.verbs.map(verb =>
          verb.pressed === undefined ? (
            <Item key={verb.id} verb={verb} beside={group.verbs} />
          ) : (
            <StateItem key={verb.id} verb={verb} />
          ),
        )}
      </div>
    </>
  )
}

/** Beside verbs that may be ticked, the words stand under theirs. */
function Item({ verb, beside }: { verb: Verb; beside: readonly Verb[] }) {
  const Glyph = verb.icon
  const isIndented = beside.some(({ pressed }) => pressed !== undefined)
  const mark = isIndented && <span className={styles.indent} />
  return (
    <MantineMenu.Item
      {...faceOf(verb)}
      onClick={verb.onRun}
      leftSection={Glyph ? <Glyph size={18} stroke={stroke} aria-hidden="true" /> : mark}
      rightSection={verb.shortcut && <Kbd keys={verb.shortcut} />}
    >
      {verb.label}
    </MantineMenu.Item>
  )
}

/** A verb that is also a state: ticked while it is on. */
function StateItem({ verb }: { verb: Verb }) {
  return (
    <MantineMenu.CheckboxItem
      {...faceOf(verb)}
      checked={verb.pressed ?? false}
      onChange={verb.onRun}
      closeMenuOnClick
      checkIcon={<IconCheck size={18} stroke={2} aria-hidden="true" />}
      rightSection={verb.shortcut && <Kbd keys={verb.shortcut} />}
    >
      {verb.label}
    </MantineMenu.CheckboxItem>
  )
}

function faceOf(verb: Verb) {
  return { className: styles.item ?? '', disabled: verb.disabled ?? false, 'data-danger': verb.danger }
}
