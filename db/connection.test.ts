import { describe, expect, test } from 'vitest'
import { connectionOptions, SESSION } from './connection.mjs'

describe('an address', () => {
  const own = { host: ['db'], port: [5432], username: 'ann', password: 'pw', database: 'crm' }
  test.each([
    ['with everything', 'postgres://ann:pw@db:5433/crm', { ...own, port: [5433] }],
    ['of the other scheme, without a port', 'postgresql://ann:pw@db/crm', own],
    [
      'with signs that are written out',
      'postgres://a%40b:p%23%2F%25%3A@db/c%20m',
      { username: 'a@b', password: 'p#/%:', database: 'c m' },
    ],
    ['with signs that mean nothing there', 'postgres://ann:p:[w]!&=@db/crm', { password: 'p:[w]!&=', host: ['db'] }],
    ['of an IPv6 host', 'postgres://ann:pw@[::1]:5433/crm', { ...own, host: ['::1'], port: [5433] }],
    ['of several hosts', 'postgres://ann:pw@a:1,b/crm', { host: ['a', 'b'], port: [1, 5432] }],
    [
      'of a socket in the query',
      'postgres:///crm?host=/var/run/postgresql',
      { host: '/var/run/postgresql', port: 5432, database: 'crm' },
    ],
    ['of a socket as host', 'postgres://ann@%2Ftmp:5433/crm', { host: '/tmp', port: 5433, username: 'ann' }],
    [
      'of a host in the query',
      'postgres:///crm?host=db&port=5433&user=ann',
      { host: ['db'], port: [5433], username: 'ann' },
    ],
    ['that wants encryption', 'postgres://db/crm?sslmode=require', { ssl: 'require' }],
    ['that wants none', 'postgres://db/crm?sslmode=disable', { ssl: false }],
  ])('%s', (_, url, expected) => {
    expect(connectionOptions(url)).toMatchObject(expected)
  })

  test('cannot take away what the code relies on, but may choose where its tables are', () => {
    const { connection } = connectionOptions('postgres://db/crm?TimeZone=Asia/Tokyo&search_path=crm&application_name=a')
    expect(connection).toMatchObject({ ...SESSION, search_path: 'crm', application_name: 'a' })
  })

  test.each([
    ['postgres://ann:p#w@db/crm', /has a # in .*: write it as %23$/],
    ['postgres://ann:p/w@db/crm', /has a \/ in .*: write it as %2F$/],
    ['postgres://ann:p?w@db/crm', /has a \? in .*: write it as %3F$/],
    ['postgres://ann:p@w@db/crm', /has a @ in .*: write it as %40$/],
    ['postgres://ann:50%@db/crm', /has a % .*: write it as %25$/],
    ['postgres://ann:pw@::1/crm', /an IPv6 host in \[ \]$/],
    ['postgres://ann:pw@db:port/crm', /cannot be read/],
    ['postgres://db/crm#x', /write it as postgres:\/\/user:password@host:5432\/database/],
    ['mysql://db/crm', /^is no postgres:\/\/ address$/],
  ])('%s is refused with what to do, and without the password', (url, why) => {
    expect(() => connectionOptions(url)).toThrow(why)
  })
})
