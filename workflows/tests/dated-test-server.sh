#!/bin/sh
# dated-test-server.sh PORT LIBRARIES STARTS-AT
# The time-skipping test server at a date of our choice; its own main begins at the present.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$2/*" \
  "$(dirname "$0")/DatedTestServer.java" "$1" "$3"
