ALTER TABLE "pipeline_stages" ADD COLUMN "required_fields" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "pipeline_stages" ADD COLUMN "wip_amount" numeric(15, 4);--> statement-breakpoint
ALTER TABLE "pipeline_stages" ADD COLUMN "wip_is_hard" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "lost_reasons" text[] DEFAULT '{}' NOT NULL;