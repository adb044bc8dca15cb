import * as authenticated from './auth/authenticated/route'
import * as credentials from './auth/callback/credentials/route'
import * as csrf from './auth/csrf/route'
import * as login from './auth/login/route'
import * as logout from './auth/logout/route'
import * as providers from './auth/providers/route'
import * as refreshToken from './auth/refresh-token/route'
import * as session from './auth/session/route'
import * as signout from './auth/signout/route'
import * as stream from './changes/stream/route'
import * as dealRedo from './deals/[id]/redo/route'
import * as deal from './deals/[id]/route'
import * as dealUndo from './deals/[id]/undo/route'
import * as dealsBulkRedo from './deals/bulk/[id]/redo/route'
import * as dealsBulkUndo from './deals/bulk/[id]/undo/route'
import * as dealsBulk from './deals/bulk/route'
import * as dealsCount from './deals/count/route'
import * as dealsPagination from './deals/pagination/route'
import * as deals from './deals/route'
import * as dealsTags from './deals/tags/route'
import * as dealsValues from './deals/values/route'
import * as health from './health/route'
import * as lostReasons from './lost-reasons/route'
import * as openapi from './openapi.json/route'
import * as contact from './organization-contact/[id]/route'
import * as contactsCount from './organization-contact/count/route'
import * as contactsPagination from './organization-contact/pagination/route'
import * as contacts from './organization-contact/route'
import * as cards from './pipelines/[id]/cards/route'
import * as pipelineDeals from './pipelines/[id]/deals/route'
import * as pace from './pipelines/[id]/pace/route'
import * as presence from './pipelines/[id]/presence/route'
import * as pipeline from './pipelines/[id]/route'
import * as totals from './pipelines/[id]/totals/route'
import * as pipelineViews from './pipelines/[id]/views/route'
import * as pipelinesCount from './pipelines/count/route'
import * as pipelinesPagination from './pipelines/pagination/route'
import * as pipelines from './pipelines/route'
import * as role from './roles/[id]/route'
import * as roles from './roles/route'
import * as search from './search/route'
import * as me from './user/me/route'
import * as view from './views/[id]/route'

/** Every documented path and its route file, as the OpenAPI document writes them. A test compares it with the folders. */
export const apiRoutes = {
  '/api/pipelines': pipelines,
  '/api/pipelines/pagination': pipelinesPagination,
  '/api/pipelines/count': pipelinesCount,
  '/api/pipelines/{id}': pipeline,
  '/api/pipelines/{id}/deals': pipelineDeals,
  '/api/pipelines/{id}/cards': cards,
  '/api/pipelines/{id}/presence': presence,
  '/api/pipelines/{id}/totals': totals,
  '/api/pipelines/{id}/pace': pace,
  '/api/pipelines/{id}/views': pipelineViews,
  '/api/views/{id}': view,
  '/api/deals': deals,
  '/api/deals/pagination': dealsPagination,
  '/api/deals/count': dealsCount,
  '/api/deals/tags': dealsTags,
  '/api/deals/values': dealsValues,
  '/api/deals/bulk': dealsBulk,
  '/api/deals/bulk/{id}/undo': dealsBulkUndo,
  '/api/deals/bulk/{id}/redo': dealsBulkRedo,
  '/api/deals/{id}': deal,
  '/api/deals/{id}/undo': dealUndo,
  '/api/deals/{id}/redo': dealRedo,
  '/api/lost-reasons': lostReasons,
  '/api/organization-contact': contacts,
  '/api/organization-contact/pagination': contactsPagination,
  '/api/organization-contact/count': contactsCount,
  '/api/organization-contact/{id}': contact,
  '/api/changes/stream': stream,
  '/api/roles': roles,
  '/api/roles/{id}': role,
  '/api/search': search,
  '/api/user/me': me,
  '/api/auth/login': login,
  '/api/auth/refresh-token': refreshToken,
  '/api/auth/logout': logout,
  '/api/auth/authenticated': authenticated,
  '/api/auth/csrf': csrf,
  '/api/auth/providers': providers,
  '/api/auth/callback/credentials': credentials,
  '/api/auth/session': session,
  '/api/auth/signout': signout,
  '/api/health': health,
  '/api/openapi.json': openapi,
}
