/** Ids in the examples of the API's document, by what they name; tests put real ones in their place. */
export const exampleIds = {
  id: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d01',
  tenant: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d02',
  organization: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d03',
  owner: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d04',
  pipeline: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d05',
  stage: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d06',
  client: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d07',
  deal: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d08',
} as const
