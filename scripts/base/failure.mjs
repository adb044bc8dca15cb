/** Something the person at the terminal can mend: shown as one line, without a stack. */
export class Failure extends Error {}

/** @param {unknown} error @returns {never} */
export function exitWith(error) {
  console.error(`penstock: ${error instanceof Failure ? error.message : (error?.stack ?? error)}`)
  process.exit(1)
}
