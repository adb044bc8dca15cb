'use client'

import { useId, useState } from 'react'
import type { LostReasons as LostReasonList } from '@/lib/lost-reasons/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { FieldInputs } from '../drafts/field-inputs'
import { FormError } from '../ui/forms/form-error'
import { ChangedMeanwhile } from './changed-meanwhile'
import { DeletePipeline } from './delete-pipeline'
import { LostReasons } from './lost-reasons'
import { pipelineSpans } from './pipeline-form'
import { SaveBar } from './save-bar'
import { SettingsSection } from './settings-section'
import { MoveDealsDialog } from './stages/move-deals-dialog'
import { StageHeadings } from './stages/stage-headings'
import { StageList } from './stages/stage-list'
import { usePipelineEditor } from './use-pipeline-editor'

type Props = { pipeline: Pipeline; members: Member[]; lostReasons: LostReasonList }

export function PipelineSettings({ pipeline, members, lostReasons }: Props) {
  const formId = useId()
  const editor = usePipelineEditor(pipeline)
  const { drafting, conflict } = editor
  const { error, now } = drafting
  const [dismissed, setDismissed] = useState<unknown>()
  const hasDeals = error?.status === 409 && error !== dismissed

  return (
    <div className="flex w-full flex-1 flex-col px-4 sm:px-6">
      <form
        noValidate
        id={formId}
        className="@container"
        onSubmit={(event) => {
          event.preventDefault()
          editor.save()
        }}
      >
        <SettingsSection title="General">
          <FieldInputs spans={pipelineSpans} drafting={drafting} />
        </SettingsSection>
        <SettingsSection
          title="Stages"
          detail="In the order a deal goes through them. Probability counts for deals without one of their own; a deal that stays longer than the days you allow is marked stale; rules say what a deal must have to come in, and how many there may be."
        >
          <StageHeadings />
          <StageList currency={now.currency} stages={editor.stages} onChange={editor.setStages} error={error} />
        </SettingsSection>
      </form>
      <SettingsSection
        title="Lost reasons"
        detail="What to choose from when a deal is lost, in all pipelines. Without any, the reason is typed."
      >
        <LostReasons reasons={lostReasons} />
      </SettingsSection>
      <SettingsSection
        title="Delete pipeline"
        detail="The pipeline goes with its stages, its saved views and all of its deals."
      >
        <DeletePipeline pipeline={pipeline} />
      </SettingsSection>
      <SaveBar formId={formId} dirty={editor.dirty} busy={editor.busy} onDiscard={editor.discard}>
        {conflict ? (
          <ChangedMeanwhile
            current={conflict}
            members={members}
            onReload={editor.discard}
            onApply={editor.applyAgain}
          />
        ) : (
          error && !hasDeals && <FormError message={drafting.errorWords} />
        )}
      </SaveBar>
      {hasDeals && (
        <MoveDealsDialog
          message={firstSentence(error.detail)}
          stages={editor.stages}
          onMove={editor.save}
          onClose={() => setDismissed(error)}
        />
      )}
    </div>
  )
}

const firstSentence = (text: string) => `${text.split('. ')[0]}.`
