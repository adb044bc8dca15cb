import { methods, route } from '@/lib/http/route'
import { getMe } from '@/lib/users/queries'
import { Me, MeQuery } from '@/lib/users/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ operationId: 'getMe', summary: 'The signed-in user', query: MeQuery, answer: Me }, (actor, { query }) =>
    getMe(actor, query),
  ),
})
