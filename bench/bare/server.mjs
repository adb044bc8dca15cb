import { createHash } from 'node:crypto'
import http from 'node:http'
import { nestDeal, nestPipeline } from './nest.mjs'
import { connect } from './pool.mjs'
import { statementsOf } from './statements.mjs'

// The fastest that node:http and postgres.js allow: it answers the requests of the benchmark and nothing else.

const { DATABASE_URL = '', TENANT_ID = '', USER_ID = '' } = process.env
const sql = connect(DATABASE_URL)
const ask = statementsOf(sql, { tenantId: TENANT_ID, userId: USER_ID })

const server = http.createServer({ keepAliveTimeout: 60_000 }, async (req, res) => {
  try {
    const [status, answer] = await answerTo(req)
    const body = JSON.stringify(answer)
    res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    res.end(body)
  } catch (error) {
    console.error(error)
    res.writeHead(500).end()
  }
})

/** @param {http.IncomingMessage} req @returns {Promise<[number, unknown]>} */
async function answerTo(req) {
  const { method, url = '' } = req
  if (url.startsWith('/api/deals/')) {
    const id = url.slice('/api/deals/'.length)
    return one(method === 'GET' ? await ask.get(id) : await ask.move(id, (await readJson(req)).stageId))
  }
  if (method === 'POST') return [201, (await ask.create(await readJson(req)))[0]]
  if (url.startsWith('/api/deals?where[stageId]=')) {
    const stageId = url.slice('/api/deals?where[stageId]='.length).slice(0, 36)
    const [rows, [count]] = await Promise.all([ask.listOfStage(stageId), ask.countOfStage(stageId)])
    return [200, { items: rows.map(nestDeal), total: count?.total }]
  }
  if (url.startsWith('/api/deals?')) return [200, { items: (await ask.list()).map(nestDeal) }]
  if (url.startsWith('/api/pipelines/')) {
    const rows = await ask.pipeline(url.slice('/api/pipelines/'.length).split('?')[0] ?? '')
    return rows[0] ? [200, nestPipeline(rows)] : [404, null]
  }
  if (url === '/api/auth/authenticated') {
    const token = req.headers.authorization?.slice('Bearer '.length) ?? ''
    return [200, (await ask.session(createHash('sha256').update(token).digest('hex'))).length > 0]
  }
  return [404, null]
}

/** @param {unknown[]} rows */
const one = (rows) => /** @type {[number, unknown]} */ (rows[0] ? [200, rows[0]] : [404, null])

/** @param {http.IncomingMessage} req @returns {Promise<any>} */
function readJson(req) {
  return new Promise((resolve, reject) => {
    let text = ''
    req.setEncoding('utf8').on('data', (chunk) => (text += chunk))
    req.once('end', () => resolve(JSON.parse(text))).once('error', reject)
  })
}

server.listen(0, '127.0.0.1', () => {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  console.log(`ready at http://127.0.0.1:${address.port}`)
})
process.once('SIGTERM', () => process.exit(0))
