export const companies = [
  'Alder Freight',
  'Bluefin Dental',
  'Cobalt Tooling',
  'Driftwood Hotels',
  'Eastgate Pharmacy',
  'Fennel Foods',
  'Granite Outdoor',
  'Harbor & Pike',
  'Ironbridge Rail',
  'Juniper Health',
  'Kestrel Aviation',
  'Lantern Books',
  'Meridian Glass',
  'Northfold Dairy',
  'Oakline Furniture',
  'Pebble Insurance',
  'Quarry Stone Works',
  'Redfern Logistics',
  'Saltmarsh Brewing',
  'Tidewater Marine',
  'Umber Paints',
  'Vale Veterinary',
  'Westmoor Schools',
  'Yarrow Textiles',
  'Zephyr Energy',
  'Amberline Studios',
  'Birchwood Care',
  'Copperfield Print',
  'Dovetail Joinery',
  'Elmstead Farms',
  'Foxglove Cosmetics',
  'Gullwing Motors',
  'Hollis Engineering',
  'Inkwell Media',
  'Kiln & Clay',
  'Larkspur Travel',
  'Millrace Paper',
  'Nettle Software',
  'Orchard Clinics',
  'Pinnacle Roofing',
]

export const offers = {
  business: [
    ['warehouse scanners', 4_000, 22_000],
    ['fleet tracking', 9_000, 60_000],
    ['point of sale roll-out', 12_000, 85_000],
    ['service desk licences', 2_400, 18_000],
    ['site network upgrade', 15_000, 120_000],
    ['payroll migration', 6_000, 30_000],
    ['booking platform', 8_000, 48_000],
    ['cold-chain sensors', 5_000, 26_000],
    ['training package', 900, 6_500],
    ['security audit', 3_500, 16_000],
    ['data warehouse pilot', 18_000, 140_000],
    ['label printers', 700, 5_200],
  ],
  renewal: [
    ['support contract', 1_200, 14_000],
    ['licence renewal', 2_000, 36_000],
    ['maintenance plan', 800, 9_000],
    ['hosting, 12 months', 1_500, 24_000],
    ['extended warranty', 600, 5_000],
  ],
} as const satisfies Record<string, readonly (readonly [string, number, number])[]>

export const pipelines = {
  business: {
    name: 'New business',
    description: 'From the first call to the signature',
    currency: 'USD',
    stages: [
      { name: 'Prospecting', kind: 'open', probability: 10, rottingDays: 30, color: '#7c8794' },
      { name: 'Qualification', kind: 'open', probability: 25, rottingDays: 21, color: '#3d8fd1' },
      { name: 'Proposal', kind: 'open', probability: 50, rottingDays: 21, color: '#8b74cf' },
      { name: 'Negotiation', kind: 'open', probability: 75, rottingDays: 14, color: '#c98a1b' },
      { name: 'Won', kind: 'won', probability: 100 },
      { name: 'Lost', kind: 'lost', probability: 0 },
    ],
  },
  renewal: {
    name: 'Renewals',
    description: 'Contracts that run out within the next quarter',
    currency: 'EUR',
    stages: [
      { name: 'Upcoming', kind: 'open', probability: 60, rottingDays: 45, color: '#7c8794' },
      { name: 'In contact', kind: 'open', probability: 75, rottingDays: 21, color: '#1f9e9a' },
      { name: 'Quote sent', kind: 'open', probability: 85, rottingDays: 14, color: '#8b74cf' },
      { name: 'Renewed', kind: 'won', probability: 100 },
      { name: 'Cancelled', kind: 'lost', probability: 0 },
    ],
  },
} as const

export const details = ['', '', '', ', phase 2', ', 3 sites', ', 12 sites', ', head office', ' for the north region']

export const lostReasons = ['Price', 'Chose a competitor', 'No budget this year', 'No decision', 'Timing']

export const views = [
  { name: 'Largest first', query: 'sort=-amount&density=compact' },
  { name: 'My deals, closing first', query: 'owner=me&sort=expectedCloseDate' },
  { name: 'Too long in their stage', query: 'stale=true&sort=stageEnteredAt' },
]
