import type { Requirable } from '@/lib/deals/moving/gates'

/** What a stage can ask for, in the order in which it is offered. */
export const fieldNames: Record<Requirable, string> = {
  amount: 'Amount',
  expectedCloseDate: 'Expected close',
  clientId: 'Client',
  ownerId: 'Owner',
  probability: 'Probability',
  lostReason: 'Lost reason',
}
