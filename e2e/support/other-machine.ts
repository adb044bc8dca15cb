import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves what `target` serves, and asks it as if from its own machine: a demo answers to no other name. */
export async function proxyTo(target: string) {
  const { host, hostname, port, origin } = new URL(target)
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, host, ...(asked.headers.origin && { origin }) }
    const passed = request({ hostname, port, method: asked.method, path: asked.url, headers }, (found) => {
      answer.writeHead(found.statusCode!, found.headers)
      found.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
