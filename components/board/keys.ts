/** Where a letter is text, or chooses in a menu: no place for the board's keys. */
export const isElsewhere = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
