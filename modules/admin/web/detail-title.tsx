import { useOnePane } from '../../../web/ui/index.ts'

/** The title of a detail: where it stands alone it is the title of the page. */
export function DetailTitle({ children }: { children: string }) {
  const Title = useOnePane() ? 'h1' : 'h2'
  return <Title>{children}</Title>
}

/** The title of a part of it. */
export function PartTitle({ children }: { children: string }) {
  const Title = useOnePane() ? 'h2' : 'h3'
  return <Title>{children}</Title>
}
