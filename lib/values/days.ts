const DAY = 86_400_000

/** The whole days since a moment, of 24 hours each, so that server and browser count alike whatever their time zones. */
export const daysSince = (moment: string, now: number) => Math.max(0, Math.floor((now - Date.parse(moment)) / DAY))
