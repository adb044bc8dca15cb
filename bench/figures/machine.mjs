import os from 'node:os'

/** What the figures depend on besides the code. @param {{ version: string }} databases */
export const machineOf = (databases) => ({
  cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
  cores: os.availableParallelism(),
  memoryGb: Math.round(os.totalmem() / 2 ** 30),
  platform: `${os.platform()} ${os.arch()}`,
  node: process.versions.node,
  postgres: databases.version,
})
