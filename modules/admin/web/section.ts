/** What each section of the administration is drawn with. */
export type SectionProps = {
  /** The record that is open. */
  id: string | null
  onOpen: (id: string | null) => void
}
