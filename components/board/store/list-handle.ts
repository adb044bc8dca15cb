/** What a rendered column can be asked for while a deal moves over it; coordinates are the window's. */
export type ListHandle = {
  /** Its cards are not shown. */
  isCollapsed?: true
  /** What stands for them then. */
  focus?: () => void
  /** The gap that a pointer at this height points to. */
  slotAt: (clientY: number) => number
  /** Brings a gap into view and tells where it is. */
  reveal: (slot: number) => { x: number; y: number }
  scrollTo: (index: number) => void
}
