import * as z from 'zod'
import { DealFilter } from '../deals/searching/deal-filter'
import { Sort } from '../deals/searching/sort'
import { dealFields } from '../fields/deal'
import { pick } from '../fields/field'
import { answerShape } from '../fields/schemas'
import type { BoardStage } from '../pipelines/schema'
import { documentedNumber } from '../query/schema'
import type { Member } from '../users/schema'
import { uuid } from '../values/formats'
import { cardNames } from './card-fields'

export type Card = z.infer<typeof Card>
export const Card = z
  .object({
    id: z.guid(),
    rank: z.string().describe('Place in the column: ascending by code unit, ties by id'),
    ...pick(answerShape(dealFields), cardNames),
    clientName: z.string().nullable(),
    createdAt: z.iso.datetime().optional().describe('Only where a sort was asked for'),
    updatedAt: z.iso.datetime().optional().describe('Only where a sort was asked for'),
    version: z.int(),
  })
  .meta({ id: 'Card' })

export type ColumnTotals = z.infer<typeof ColumnTotals>
export const ColumnTotals = z
  .object({
    stageId: z.guid(),
    count: z.int(),
    withoutAmount: z.int().describe('How many of them no sum contains'),
    withoutProbability: z
      .int()
      .describe('How many have an amount, but neither they nor their stage a probability: not weighted'),
    sums: z
      .array(
        z
          .object({
            currency: z.string().describe('ISO 4217'),
            amount: z.string().meta({ description: 'Decimal string in major units, exact', examples: ['12500.50'] }),
            weighted: z.string().meta({
              description: 'Each amount times its probability; all of what is won, nothing of what is lost',
              examples: ['9375.38'],
            }),
          })
          .meta({ id: 'CurrencySum' }),
      )
      .describe('One per currency, largest count of deals first'),
  })
  .meta({ id: 'ColumnTotals' })

export type LaneKind = z.infer<typeof LaneKind>
export const LaneKind = z.enum(['owner', 'client'], 'must be owner or client').meta({ id: 'LaneKind' })

export type Lanes = z.infer<typeof Lanes>
export const Lanes = z
  .object({
    by: LaneKind,
    items: z.array(
      z
        .object({
          id: z
            .guid()
            .nullable()
            .describe('Of the owner or client; null for the deals that have none, which come last'),
          name: z.string().nullable().describe('Null too where you may not see it'),
          totals: z.array(ColumnTotals).describe('Of every stage'),
        })
        .meta({ id: 'Lane' }),
    ),
    more: z.int().describe('How many lanes with fewer deals are left out'),
  })
  .meta({ id: 'Lanes' })

export type TotalsQuery = z.output<typeof TotalsQuery>
export const TotalsQuery = DealFilter.extend({
  lanes: LaneKind.optional().describe('Beside the stages, the same for each owner or client; the largest 50 of them'),
})

export type TotalsList = z.infer<typeof TotalsList>
export const TotalsList = z.object({ items: z.array(ColumnTotals), lanes: Lanes.optional() }).meta({ id: 'TotalsList' })

export type StagePace = z.infer<typeof StagePace>
export const StagePace = z
  .object({
    stageId: z.guid(),
    deals: z.int().describe('How many left the stage'),
    medianDays: z.number().describe('Half of them stayed less'),
    p90Days: z.number().describe('Nine of ten stayed less'),
  })
  .meta({ id: 'StagePace' })

export const PaceList = z.object({ items: z.array(StagePace) }).meta({ id: 'PaceList' })

export type CardQuery = z.output<typeof CardQuery>
export const CardQuery = DealFilter.extend({
  stageId: uuid.optional().describe('Of one stage alone, in its order'),
  sort: Sort.optional().describe(
    'Instead of the order of a stage; without a stage, of the whole pipeline. `-` before a field is descending',
  ),
  after: z.string().max(4000).optional().describe('The `next` of the page before'),
  take: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number')
    .default('100')
    .transform(Number)
    .refine((take) => take >= 1 && take <= 500, 'is 1 to 500')
    .meta(documentedNumber(1, 500))
    .describe('How many at most; 100 unless given'),
  ids: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(uuid).max(100))
    .meta({ type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 100 })
    .optional()
    .describe('Ids of deals instead of a stage'),
})

export type CardPage = z.infer<typeof CardPage>
export const CardPage = z
  .object({
    items: z.array(Card),
    next: z.string().nullable().describe('Send as `after` for the next page; null at the end'),
  })
  .meta({ id: 'CardPage' })

/** The first view of a board, as the server component renders it. */
export type Board = {
  pipeline: { id: string; name: string; description: string | null; currency: string; version: number }
  stages: BoardStage[]
  totals: ColumnTotals[]
  /** The first cards of each stage, by stage id; `next` as in CardPage. */
  columns: Record<string, CardPage>
  /** Only when lanes were asked for; the columns are empty then. */
  lanes?: Lanes
  members: Member[]
  /** Cursor in the log from which the stream goes on: the moment when the cards were read. */
  cursor: string
  canEdit: boolean
  userId: string
}
