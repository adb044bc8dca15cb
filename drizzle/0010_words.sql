CREATE INDEX "contacts_words" ON "contacts" USING gin ("tenant_id",(' ' || fold("name") || ' ') gin_trgm_ops,(' ' || fold("primary_email") || ' ') gin_trgm_ops) WITH (gin_pending_list_limit=256);--> statement-breakpoint
CREATE INDEX "deals_words" ON "deals" USING gin ("tenant_id",(' ' || fold("title") || ' ') gin_trgm_ops) WITH (gin_pending_list_limit=256);--> statement-breakpoint
-- The planner must tell words of one deal in a thousand from words of one in ten.
ALTER INDEX "deals_words" ALTER COLUMN 2 SET STATISTICS 500;
