declare const process: { env: Record<string, string | undefined> }

/** Where the job is done, and by whom. */
export const { BASE_URL = '', EMAIL = '', PASSWORD = '' } = process.env

export function expectEqual<T>(actual: T, expected: T, what: string) {
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`)
}

export const TITLES = Array.from({ length: 20 }, (_, i) => `Deal ${i + 1}`)

/** Whether this and that are one type, as a value for the compiler alone. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
