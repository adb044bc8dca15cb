import net from 'node:net'

/**
 * Stands before a server on this machine. `lose` cuts the connection that comes first to an answer that `isWhole`, hands
 * nothing of it on, and gives it to the test.
 */
export async function startLossyProxy(port: number, isWhole: (answer: string) => boolean) {
  let losing: ((answer: string) => void) | undefined
  const server = net.createServer((client) => {
    const behind = net.connect(port, '127.0.0.1')
    const cut = () => {
      client.destroy()
      behind.destroy()
    }
    for (const socket of [client, behind]) socket.on('error', cut).on('close', cut)
    client.pipe(behind)
    let held = ''
    behind.on('data', (bytes) => {
      held = losing ? held + bytes.toString('latin1') : ''
      if (!losing || !isWhole(held)) return client.write(bytes)
      cut()
      losing(held)
      losing = undefined
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    lose: () =>
      new Promise<string>((resolve) => {
        losing = resolve
      }),
    close: () => server.close(),
  }
}
