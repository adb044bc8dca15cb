/** Something the person at the terminal can mend: shown as one line, without a stack. */
export class Failure extends Error {}

/** The message of a Failure, or else the stack. @param {unknown} error */
export function reasonOf(error) {
  if (error instanceof Failure) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** The system's name for what went wrong, as in ENOENT. @param {unknown} error */
export const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined)

/** @param {unknown} error @returns {never} */
export function exitWith(error) {
  console.error(`penstock: ${reasonOf(error)}`)
  process.exit(1)
}
