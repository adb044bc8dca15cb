import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import http from 'node:http'
import { commandLine } from '@/scripts/base/processes.mjs'
import { BASE_URL } from './settings'

/** The web processes of a product, as Linux tells. */
export function webProcesses(parent: number) {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number)
  return children.filter((pid) => commandLine(pid).includes('worker.mjs'))
}

/** One connection that is kept, and so stays with the process that accepted it. */
export class HeldConnection {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  private port = 0

  constructor(private readonly token: string) {}

  /** The answer as soon as its head has come. */
  ask(method: string, path: string, body?: object) {
    return new Promise<http.IncomingMessage>((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }
      const asking = http.request(BASE_URL + path, { method, agent: this.agent, headers }, (answer) => {
        this.port = answer.socket.localPort!
        resolve(answer)
      })
      asking.once('error', reject).end(body && JSON.stringify(body))
    })
  }

  async send<T>(method: string, path: string, body?: object) {
    const answer = await this.ask(method, path, body)
    let text = ''
    for await (const chunk of answer) text += chunk
    return { status: answer.statusCode!, body: JSON.parse(text) as T }
  }

  /** Which of the processes is at the other end. */
  holder(processes: number[]) {
    const hex = (port: number | string) => `:${Number(port).toString(16).toUpperCase().padStart(4, '0')}`
    const ends = [hex(new URL(BASE_URL).port), hex(this.port)]
    const rows = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
    const inode = rows.find(([, local, remote]) => local?.endsWith(ends[0]!) && remote?.endsWith(ends[1]!))?.[9]
    return processes.find((pid) => socketsOf(pid).includes(`socket:[${inode}]`))
  }

  close() {
    this.agent.destroy()
  }
}

const socketsOf = (pid: number) =>
  readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`)
    } catch {
      return ''
    }
  })
