import clsx from 'clsx'
import type { Card, ColumnTotals } from '@/lib/board/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { CardContent } from '../cards/card-content'
import { ColumnHeading } from '../columns/column-heading'
import * as classes from '../paint/classes'
import { stageLimitsOf } from '../store/stage-limits'
import { readTotals } from '../store/totals'
import type { Look } from '../url/shape'

type Props = {
  stage: BoardStage
  totals: ColumnTotals
  cards: Card[]
  members: Member[]
  currency: string
  look: Look
  /** The address that opens a deal. */
  addressOf: (id: string) => string
}

/** A column of the first view: it works without scripts, as links. */
export function FirstColumn({ stage, totals, cards, members, currency, look, addressOf }: Props) {
  return (
    <section aria-labelledby={`stage-${stage.id}`} className={clsx(classes.column, 'bg-sunken')}>
      <ColumnHeading stage={stage} totals={readTotals(totals)} limits={stageLimitsOf(stage, currency)} home={currency}>
        <span className="h-7 w-14 touch:h-11 touch:w-22" />
      </ColumnHeading>
      <div className={clsx(classes.cardList, 'overflow-hidden!')}>
        <ol aria-label={`Deals in ${stage.name}, ${totals.count}`} className="relative shrink-0 grow">
          {cards.map((card) => (
            <li key={card.id} className="mb-2">
              <div className={clsx(classes.card, classes.cardAtRest, 'bg-surface')}>
                <a href={addressOf(card.id)} className={classes.cardLink}>
                  <CardContent
                    card={card}
                    stage={stage}
                    owner={ownerOf(card, members)}
                    home={currency}
                    today={undefined}
                    look={look}
                  />
                </a>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

const ownerOf = ({ ownerId }: Card, members: Member[]) => members.find(({ id }) => id === ownerId)
