-- The tables of the monitored system that Sevlight reads, as Django makes them.
CREATE TABLE accounts_user (
  id serial PRIMARY KEY,
  password varchar(128) NOT NULL DEFAULT '',
  email varchar(254) NOT NULL,
  is_active boolean NOT NULL DEFAULT true
);
CREATE TABLE claims_document (
  id serial PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  status varchar(20) NOT NULL,
  is_deleted boolean NOT NULL DEFAULT false,
  error_message text NOT NULL DEFAULT '',
  ocr_status varchar(20) NOT NULL DEFAULT '',
  processing_duration double precision
);
CREATE TABLE core_processingfailure (
  id serial PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  failure_type varchar(30) NOT NULL,
  document_id integer,
  task_id varchar(255) NOT NULL DEFAULT '',
  error_message text NOT NULL DEFAULT '',
  status varchar(20) NOT NULL DEFAULT 'new',
  alert_sent boolean NOT NULL DEFAULT false
);
CREATE TABLE core_auditlog (
  id serial PRIMARY KEY,
  timestamp timestamptz NOT NULL DEFAULT now(),
  user_id integer,
  user_email varchar(254) NOT NULL DEFAULT '',
  action varchar(50) NOT NULL,
  ip_address inet,
  success boolean NOT NULL DEFAULT true,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX ON core_auditlog (user_id, timestamp);
CREATE INDEX ON core_auditlog (action, timestamp);
CREATE TABLE core_systemhealthmetric (
  id serial PRIMARY KEY,
  metric_type varchar(50) NOT NULL,
  value double precision NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);
