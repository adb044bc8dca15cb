CREATE UNLOGGED TABLE "budgets" (
	"key" text PRIMARY KEY NOT NULL,
	"window" bigint NOT NULL,
	"taken" bigint NOT NULL
);
