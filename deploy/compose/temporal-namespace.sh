#!/bin/sh
# Registers the namespace once the cluster answers; compose starts it again until it succeeds.
set -eu

temporal operator cluster health
temporal operator namespace describe --namespace default ||
  temporal operator namespace create --namespace default --retention 90d
