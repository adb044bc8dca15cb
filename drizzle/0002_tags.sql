ALTER TABLE "deals" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "deals_tagged" ON "deals" USING btree ("tenant_id") WHERE "deals"."tags" <> '{}';