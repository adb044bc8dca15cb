import { Skeleton } from '@/components/ui/skeleton'
import { SaveView } from './save-view'
import { SavedView, ViewLink } from './saved-view'
import { useSavedViews } from './use-saved-views'

/** The saved views of the pipeline, and a form that saves another. */
export function SavedViews() {
  const saved = useSavedViews()
  const { views, shown, open, save } = saved
  return (
    <section aria-labelledby="saved-views" className="flex min-w-0 flex-col gap-1 border-t border-border pt-3">
      <h3 id="saved-views" className="text-xs font-medium text-muted">
        Saved views
      </h3>
      {views ? (
        <ul className="-mx-2 flex flex-col">
          <li className="flex">
            <ViewLink name="All deals" isShown={shown === ''} onOpen={() => open('')} />
          </li>
          {views.map((view) => (
            <SavedView key={view.id} view={view} saved={saved} />
          ))}
        </ul>
      ) : (
        <Skeleton className="my-2 h-3.5 w-1/2" />
      )}
      <SaveView query={shown} onSave={save} />
    </section>
  )
}
