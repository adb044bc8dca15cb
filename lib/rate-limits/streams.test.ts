import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { env } from '../env'
import { admitStream } from './streams'

const most = env().STREAM_LIMIT
const refused = expect.objectContaining({ code: 'too_many_requests' })
const person = (tenantId: string) => ({ tenantId, userId: randomUUID() })

test('a person may have so many at once, and another one when one has ended', () => {
  const [mine, theirs] = [person(randomUUID()), person(randomUUID())]
  const ends = Array.from({ length: most }, () => admitStream(mine))
  expect(() => admitStream(mine)).toThrow(refused)
  admitStream(theirs)
  ends[0]!()
  admitStream(mine)
  expect(() => admitStream(mine)).toThrow(refused)
})

test('all of a tenant may have so many together', () => {
  const tenantId = randomUUID()
  const ends = Array.from({ length: 40 }, () => person(tenantId)).flatMap((one) =>
    Array.from({ length: most }, () => admitStream(one)),
  )
  expect(() => admitStream(person(tenantId))).toThrow(refused)
  admitStream(person(randomUUID()))
  for (const end of ends) end()
  admitStream(person(tenantId))
})
