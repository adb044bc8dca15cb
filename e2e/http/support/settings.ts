import { randomBytes } from 'node:crypto'

const { BASE_URL: baseUrl, DATABASE_URL: databaseUrl } = process.env
if (!baseUrl || !databaseUrl) throw new Error('BASE_URL and DATABASE_URL must name a running product.')

/** The server has its own; here nothing is signed with it. */
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString('base64')
process.env.DATABASE_POOL ??= '2'

export const BASE_URL = baseUrl.replace(/\/$/, '')
