import * as z from 'zod'
import { errorCodes } from '../../errors'

const ProblemCode = z
  .enum(errorCodes)
  .describe('What was wrong, for programs: it stays when words or statuses change')
  .meta({ id: 'ProblemCode' })

const FieldProblem = z
  .object({
    path: z.string().describe('Dotted, as in stages.0.name; a header by its name'),
    message: z.string(),
  })
  .meta({ id: 'FieldProblem' })

export const Problem = z
  .object({
    type: z.string(),
    title: z.string().describe("The status's own phrase"),
    status: z.int(),
    detail: z.string().describe('What was wrong, for people'),
    instance: z.string().describe('Path and query that were asked, as they were sent'),
    code: ProblemCode,
    statusCode: z.int().describe('The status once more'),
    message: z.union([z.string(), z.array(z.string())]).describe('The detail; a list when fields are wrong'),
    error: z.string().describe('The title once more'),
    requestId: z.guid().describe('To be named when asking for help; the header X-Request-Id as well'),
    errors: z.array(FieldProblem).optional().describe('When fields are wrong: each of them, 50 at most'),
    current: z.unknown().optional().describe('With 412: the entity as it is now; of several, their ids and versions'),
    changed: z
      .array(z.string())
      .optional()
      .describe('With 412 of deals: the fields that were changed since, by their names, and `place` for the order'),
  })
  .describe('RFC 9457, with the members that existing clients read beside it')
  .meta({ id: 'Problem' })
