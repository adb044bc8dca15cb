import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { api } from '@/components/api'
import { shownDeals } from '@/components/format'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog'
import { toast } from '../ui/overlays/toast'

type Props = { pipeline: { id: string; name: string } }

export function DeletePipeline({ pipeline }: Props) {
  const router = useRouter()
  const [deals, setDeals] = useState<number>()
  const [busy, setBusy] = useState(false)

  async function ask() {
    setBusy(true)
    try {
      const { total } = await api<{ total: number }>(`/api/pipelines/${pipeline.id}/deals?take=1`)
      setDeals(total)
    } catch (error) {
      toast((error as Error).message, { tone: 'error' })
    }
    setBusy(false)
  }

  async function remove() {
    await api(`/api/pipelines/${pipeline.id}`, { method: 'DELETE' })
    toast(`Pipeline ${pipeline.name} deleted`)
    setDeals(undefined)
    router.push('/pipelines')
    router.refresh()
  }

  return (
    <div>
      <Button onClick={ask} busy={busy} className="text-lost">
        Delete pipeline…
      </Button>
      {deals !== undefined && (
        <ConfirmDialog
          title={`Delete ${pipeline.name}?`}
          confirmLabel="Delete pipeline"
          typeToConfirm={pipeline.name}
          onConfirm={remove}
          onClose={() => setDeals(undefined)}
        >
          {deals === 0
            ? 'Its stages and saved views go with it. There are no deals in it.'
            : `Its stages, saved views and ${shownDeals(deals)} go with it, for everyone.`}
        </ConfirmDialog>
      )}
    </div>
  )
}
