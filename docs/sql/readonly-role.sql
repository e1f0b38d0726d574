-- The account that Sevlight asks PostgreSQL with: it can read a few tables and the server's statistics, nothing else.
--
-- Run it as an administrator in the application's database; running it again does no harm:
--
--   psql "$ADMIN_DATABASE_URL" -v ON_ERROR_STOP=1 -f readonly-role.sql
--
-- Then, in psql, give it a password, which is hashed before it is sent:
--
--   \password sevlight
--
-- and on the laptops: DATABASE_URL=postgres://sevlight:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full
--
-- No CONNECTION LIMIT: a refused connection is how Sevlight learns that no place is left, and several laptops share
-- the account.

BEGIN;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sevlight') THEN
    CREATE ROLE sevlight LOGIN;
  END IF;
END
$$;

-- Sevlight says BEGIN READ ONLY by itself; this holds whoever uses the account.
ALTER ROLE sevlight SET default_transaction_read_only = on;

-- Other sessions' states and how long their transactions have been open.
GRANT pg_monitor TO sevlight;

-- Change the names where the application's differ; they are configuration in Sevlight too.
GRANT USAGE ON SCHEMA public TO sevlight;
GRANT SELECT ON claims_document, core_processingfailure, core_systemhealthmetric, core_auditlog TO sevlight;
-- To name a user in an open incident. The table holds password hashes: only these columns.
GRANT SELECT (id, email, is_active) ON accounts_user TO sevlight;

COMMIT;
