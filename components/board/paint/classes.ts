export const columns =
  'relative flex min-h-0 flex-1 gap-3 overflow-x-auto overflow-y-hidden overscroll-x-contain px-3 pt-3 pb-2 sm:px-6 sm:pb-3'
export const column =
  'flex w-72 shrink-0 scroll-mx-3 snap-center snap-always sm:scroll-mx-6 flex-col rounded-lg transition-colors max-sm:w-[calc(100vw-1.5rem)]'
export const strip = 'flex w-10 shrink-0 snap-center flex-col items-center rounded-lg transition-colors touch:w-11'
export const cardList =
  'relative flex min-h-0 flex-1 flex-col overflow-y-auto px-2 pt-1.5 pb-2 [overflow-anchor:none] [scrollbar-width:thin]'
export const card = 'group relative rounded-lg border transition-colors'
export const cardAtRest = 'border-border hover:border-control/70'
export const cardLiftedByOther = 'border-accent ring-1 ring-accent'
export const cardLink = 'block rounded-lg bg-inherit select-none [-webkit-touch-callout:none] touch:touch-manipulation'
/** Has a phone show one stage at a time, but for a drag, which scrolls by itself. */
export const snapUnless = (dragging: boolean) => !dragging && 'max-sm:snap-x max-sm:snap-mandatory'

export const lanes = 'relative min-h-0 flex-1 overflow-auto overscroll-contain px-3 pb-3 sm:px-6 max-sm:scroll-px-3'
