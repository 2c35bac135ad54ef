#!/bin/sh
# Run once by the postgres image, when its volume is empty: the login that serves, which owns nothing and cannot pass row-level security.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role stepwell_app login nosuperuser nobypassrls nocreatedb nocreaterole password :'password';
grant connect on database stepwell to stepwell_app;
SQL
