#!/bin/sh
# Started for every test file: little compilation, a small heap and an archive of its classes make it quick.
cd "$(dirname "$0")" || exit 1
archive=
if [ -f classes.jsa ]; then archive="-XX:SharedArchiveFile=classes.jsa -Xlog:cds=off"; fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" $archive -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "lib/*" \
  io.temporal.testserver.TestServer "$@"
