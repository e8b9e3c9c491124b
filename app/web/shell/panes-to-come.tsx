import { Pane, PaneBody, Panes, SkeletonText, useDelayed } from '../../../web/ui/index.ts'

/** Two panes, while the screen that fills them is on its way. */
export function PanesToCome() {
  const late = useDelayed(true)
  const words = late && (
    <PaneBody>
      <SkeletonText lines={5} />
    </PaneBody>
  )
  return <Panes shown="list" list={<Pane label="…">{words}</Pane>} detail={<Pane label="…">{words}</Pane>} />
}
