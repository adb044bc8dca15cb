import { ArrowDown, ArrowUp, ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { DealInPlace } from '@/components/deals/deal-in-place'
import { DealLoader } from '@/components/deals/deal-loader'
import { IconButton, iconButtonClass } from '@/components/ui/icon-button'
import { SidePanel } from '@/components/ui/overlays/side-panel'
import { useBoard, useCard, useColumn, useStages } from '../model/board-context'

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

  useEffect(() => {
    last.current = id
  }, [id])
  useEffect(() => () => model.focus(last.current), [model])

  return (
    <SidePanel
      title={card?.title ?? 'Deal'}
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
      <DealLoader key={id} dealId={id}>
        {(deal) => (
          <DealInPlace
            deal={deal}
            stages={stages}
            members={board.members}
            canEdit={board.canEdit}
            newest={card?.version}
            clientName={card?.clientName}
            isEscaped={isEscaped}
            onSaved={(saved) => {
              model.noteEdit(saved)
              model.refetch(saved.id)
            }}
            onDeleted={(gone) => {
              model.noteDeletion(gone)
              onClose()
            }}
            onDone={onClose}
          />
        )}
      </DealLoader>
    </SidePanel>
  )
}
