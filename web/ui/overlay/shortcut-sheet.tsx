import { Fragment } from 'react'
import { useT } from '../../i18n/index.ts'
import { type ShortcutGroup, useShortcutGroups, useShortcuts } from '../hook/shortcut-scope.tsx'
import { Kbd } from '../mark/kbd.tsx'
import { uiTexts } from '../texts.ts'
import { Dialog } from './dialog.tsx'
import styles from './shortcut-sheet.module.css'

/** What can be pressed on this screen. Stands once in the app and opens itself on « ? ». */
export function ShortcutSheet({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useT(uiTexts)
  const groups = useShortcutGroups()
  useShortcuts(t('shell.help'), [{ keys: '?', label: t('shortcuts.title'), onRun: () => onOpen(true) }])
  return (
    <Dialog open={open} onClose={() => onOpen(false)} title={t('shortcuts.title')} size={720}>
      <div className={styles.columns} data-autofocus tabIndex={-1}>
        {open &&
          byScope(groups()).map(group => (
            <section key={group.scope} className={styles.group}>
              <h3>{group.scope}</h3>
              <dl>
                {byLabel(group).map(([label, shortcuts]) => (
                  <div key={label} className={styles.line}>
                    <dt>{label}</dt>
                    <dd>
                      {shortcuts.map(({ keys }, index) => (
                        <Fragment key={keys}>
                          {index > 0 && <span>{t('shortcuts.or')}</span>}
                          <Kbd keys={keys} />
                        </Fragment>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  )
}

/** What several keys do is said once. */
const byLabel = ({ shortcuts }: ShortcutGroup) => [...Map.groupBy(shortcuts, ({ label }) => label)]

/** Several parts of the screen may add to one heading. */
function byScope(groups: readonly ShortcutGroup[]): ShortcutGroup[] {
  const scopes = Map.groupBy(groups, group => group.scope)
  return [...scopes]
    .map(([scope, groups]) => ({ scope, shortcuts: groups.flatMap(group => group.shortcuts) }))
    .filter(({ shortcuts }) => shortcuts.length > 0)
}
