import { Component, type ReactNode } from 'react'
import { useT } from '../i18n/index.ts'
import { ErrorState, Pane } from '../ui/index.ts'
import { faceTexts } from './texts.ts'

type Props = {
  children: ReactNode
  /** Another value gives what is inside another chance: the id of the record shown. */
  of?: string | null | undefined
  /** Stands around a whole screen, and gives what it says a pane. */
  whole?: boolean
}

type State = { failed: boolean; of: Props['of'] }

/** Stands around each pane, so that a fault in one leaves the others working. */
export class Boundary extends Component<Props, State> {
  override state: State = { failed: false, of: this.props.of }

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true }
  }

  static getDerivedStateFromProps({ of }: Props, state: State): State | null {
    return of === state.of ? null : { failed: false, of }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    const fault = <Fault onRetry={() => this.setState({ failed: false })} />
    return this.props.whole ? <Pane label="Bastide">{fault}</Pane> : fault
  }
}

function Fault({ onRetry }: { onRetry: () => void }) {
  const t = useT(faceTexts)
  return (
    <ErrorState title={t('fault.title')} onRetry={onRetry}>
      {t('fault.kept')}
    </ErrorState>
  )
}
