import { Menu as MantineMenu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactElement } from 'react'
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
    <MantineMenu position={position} shadow="md" transitionProps={{ duration: 120 }} returnFocus>
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
  return (
    <>
      {divided && <MantineMenu.Divider />}
      {group.label && <MantineMenu.Label>{group.label}</MantineMenu.Label>}
      {group.verbs.map(verb => (
        <Item key={verb.id} verb={verb} />
      ))}
    </>
  )
}

function Item({ verb }: { verb: Verb }) {
  const Glyph = verb.icon
  return (
    <MantineMenu.Item
      onClick={verb.onRun}
      disabled={verb.disabled ?? false}
      className={styles.item ?? ''}
      data-danger={verb.danger}
      {...(verb.pressed === undefined ? {} : { role: 'menuitemcheckbox', 'aria-checked': verb.pressed })}
      leftSection={Glyph && <Glyph size={18} stroke={stroke} aria-hidden="true" />}
      rightSection={
        verb.pressed ? (
          <IconCheck size={16} aria-hidden="true" />
        ) : (
          verb.shortcut && <Kbd keys={verb.shortcut} />
        )
      }
    >
      {verb.label}
    </MantineMenu.Item>
  )
}
