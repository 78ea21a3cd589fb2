#!/bin/sh
# Creates Temporal's two databases and brings their schemas up to this version. May run again.
set -eu

prepare() {
  database=$1
  schema=$2
  tool() {
    temporal-sql-tool --plugin postgres12 --endpoint postgresql --port 5432 --user temporal --database "$database" "$@"
  }
  tool create
  tool setup-schema --version 0.0
  tool update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$schema/versioned"
}

prepare temporal temporal
prepare temporal_visibility visibility
