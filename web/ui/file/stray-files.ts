import { useEffect } from 'react'

/** Files that are let go where nobody takes them stay away: the browser would leave the page to show them. */
export function useStrayFiles(): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      const { dataTransfer, target } = event
      if (event.defaultPrevented || !dataTransfer?.types.includes('Files')) return
      if (target instanceof HTMLInputElement && target.type === 'file') return
      event.preventDefault()
      dataTransfer.dropEffect = 'none'
    }
    addEventListener('dragover', refuse)
    addEventListener('drop', refuse)
    return () => {
      removeEventListener('dragover', refuse)
      removeEventListener('drop', refuse)
    }
  }, [])
}
