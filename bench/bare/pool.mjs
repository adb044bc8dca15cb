import postgres from 'postgres'

/** As the app's: as many connections, prepared statements, one at a time on each. */
const POOL = 10

/** @param {string} url */
export const connect = (url) => postgres(url, { max: POOL, ...{ max_pipeline: 1 }, onnotice: () => {} })
