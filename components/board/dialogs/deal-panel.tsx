import { ArrowDown, ArrowUp, ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { useCallback, useEffect, useRef, useState } from 'react'
import { DealInPlace } from '@/components/deals/deal-in-place'
import { DealLoader } from '@/components/deals/deal-loader'
import { outbox } from '@/components/outbox/outbox'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton, iconButtonClass } from '@/components/ui/icon-button'
import { SidePanel } from '@/components/ui/overlays/side-panel'
import type { Deal } from '@/lib/deals/schema'
import { useBoard, useCard, useColumn, useDeletedAt, useStages } from '../model/board-context'

/** The open deal beside the board, with buttons to the deals above and below. */
export default function DealPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { board, model, openDeal } = useBoard()
  const stages = useStages()
  const card = useCard(id)?.card
  const { ids } = useColumn(model.store.cellOf(id))
  const at = ids.indexOf(id)
  const above = ids[at - 1]
  const below = at < 0 ? undefined : ids[at + 1]
  const isEscaped = useRef(false)
  const last = useRef(id)
  const deletedAt = useDeletedAt(id)
  const [title, setTitle] = useState(card?.title ?? 'Deal')
  // A card that the filter hides, or that is gone, keeps its name here.
  if (card && card.title !== title) setTitle(card.title)
  const nameIt = useCallback(({ title }: Deal) => setTitle(title), [])

  useEffect(() => {
    last.current = id
  }, [id])
  useEffect(() => () => model.focus(last.current), [model])

  return (
    <SidePanel
      title={title}
      onClose={onClose}
      onEscape={() => {
        isEscaped.current = true
      }}
      actions={
        <>
          <IconButton
            label="The deal above"
            icon={<ArrowUp aria-hidden />}
            disabled={!above}
            onClick={() => above && openDeal(above)}
          />
          <IconButton
            label="The deal below"
            icon={<ArrowDown aria-hidden />}
            disabled={!below}
            onClick={() => below && openDeal(below)}
          />
          <Link
            href={`/deals/${id}`}
            aria-label="Open as a page, with history"
            title="Open as a page, with history"
            className={iconButtonClass}
          >
            <ExternalLink aria-hidden />
          </Link>
        </>
      }
    >
      {deletedAt === undefined ? (
        <DealLoader key={id} dealId={id} onLoad={nameIt}>
          {(deal) => (
            <DealInPlace
              deal={deal}
              stages={stages}
              members={board.members}
              canEdit={board.canEdit}
              newest={card?.version}
              clientName={card?.clientName}
              isEscaped={isEscaped}
              onDone={onClose}
            />
          )}
        </DealLoader>
      ) : (
        <Deleted id={id} title={title} version={deletedAt} />
      )}
    </SidePanel>
  )
}

/** What stands in place of a deal that somebody has deleted meanwhile. */
function Deleted({ id, title, version }: { id: string; title: string; version: number }) {
  const { board } = useBoard()
  const deletion = { what: `Deleted ${title}`, ids: [id], at: Date.now(), version, deleted: true }
  return (
    <EmptyState
      title="This deal was deleted"
      action={board.canEdit && <Button onClick={() => outbox.undo(deletion)}>Bring it back</Button>}
    >
      Somebody deleted it while you had it open.
    </EmptyState>
  )
}
