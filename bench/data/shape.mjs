import { idOf } from './ids.mjs'

export const TENANTS = 50
export const MEMBERS = 8
export const CONTACTS = 500
/** Pipelines of the tenants around the measured one: one each, of this many deals. */
const DEALS_OF_OTHERS = 200
export const STAGES = [
  { name: 'Lead', kind: 'open' },
  { name: 'Qualified', kind: 'open' },
  { name: 'Offer', kind: 'open' },
  { name: 'Negotiation', kind: 'open' },
  { name: 'Contract', kind: 'open' },
  { name: 'Won', kind: 'won' },
  { name: 'Lost', kind: 'lost' },
]

/** A board where everything is still open. */
export const OPEN_STAGES = ['Lead', 'Qualified', 'Meeting', 'Offer', 'Negotiation', 'Contract'].map((name) => ({
  name,
  kind: 'open',
}))

/** @typedef {{ tenant: number, pipeline: number, firstDeal: number, deals: number }} PipelineShape */

/**
 * Tenant 0 is the measured one: its deals are numbered 0 to deals - 1, pipeline after pipeline.
 * @param {{ deals: number, perPipeline: number }} size @returns {PipelineShape[]}
 */
export function pipelinesOf({ deals, perPipeline }) {
  const count = Math.ceil(deals / perPipeline)
  const own = Array.from({ length: count }, (_, i) => ({
    tenant: 0,
    pipeline: i,
    firstDeal: i * perPipeline,
    deals: Math.min(perPipeline, deals - i * perPipeline),
  }))
  const others = Array.from({ length: TENANTS - 1 }, (_, i) => ({
    tenant: i + 1,
    pipeline: count + i,
    firstDeal: deals + i * DEALS_OF_OTHERS,
    deals: DEALS_OF_OTHERS,
  }))
  return [...own, ...others]
}

/** @param {number} pipeline @param {number} index */
export const stageId = (pipeline, index) => idOf('stage', pipeline * STAGES.length + index)
