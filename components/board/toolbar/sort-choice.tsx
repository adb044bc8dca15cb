import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react'
import { Field } from '@/components/ui/forms/field'
import { Select } from '@/components/ui/forms/select'
import { IconButton } from '@/components/ui/icon-button'
import { sortFields } from '@/lib/deals/searching/sort-fields'
import { sortOf } from '../store/order'
import { useShape } from '../url/use-shape'

export function SortChoice() {
  const { shape, apply } = useShape()
  const { by, descending } = sortOf(shape.sort ?? '')

  return (
    <Field label="Sort by">
      <div className="flex items-center gap-1">
        <Select
          value={by}
          onChange={({ target }) => apply({ sort: target.value && `${descending ? '-' : ''}${target.value}` })}
          className="flex-1"
        >
          <option value="">As arranged by hand</option>
          {Object.entries(sortFields).map(([field, words]) => (
            <option key={field} value={field}>
              {words.charAt(0).toUpperCase() + words.slice(1)}
            </option>
          ))}
        </Select>
        <IconButton
          label={descending ? 'Largest or latest first' : 'Smallest or earliest first'}
          icon={descending ? <ArrowDownWideNarrow aria-hidden /> : <ArrowUpNarrowWide aria-hidden />}
          disabled={!shape.sort}
          onClick={() => apply({ sort: descending ? by : `-${by}` })}
        />
      </div>
    </Field>
  )
}
