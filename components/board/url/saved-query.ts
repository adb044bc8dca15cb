import { collapsedForm } from './collapsed'
import { filterOf, queryOf } from './filter'
import { shapeOf, shapeQueryOf } from './shape'
import { urlParts } from './url-parts'

const rest = urlParts({ collapsed: collapsedForm, collapsedLanes: collapsedForm, view: /^(?!board$)[a-z]{1,20}$/ })

/** The query that a saved view keeps: filter, shape, collapsed stages and lanes, and layout, in this order. */
export const savedQuery = (address: URLSearchParams) =>
  [queryOf(filterOf(address)), shapeQueryOf(shapeOf(address)), rest.write(rest.read(address))].filter(Boolean).join('&')
