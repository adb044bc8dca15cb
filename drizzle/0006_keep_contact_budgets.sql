ALTER TABLE "contacts" ADD COLUMN "image_url" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "budget" numeric(15, 4);--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "budget_type" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "fiscal_information" text;