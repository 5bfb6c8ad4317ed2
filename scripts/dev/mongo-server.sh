#!/usr/bin/env bash
# Starts mongo-java-server on loopback in the foreground and prints its URI as the first line on standard output.
#   scripts/dev/mongo-server.sh [PORT]      PORT 0, the default, takes a free one
# Needs Java 17 and Maven; the jars and the class go to var/mongo-server (MONGO_SERVER_DIR for another place).
set -euo pipefail

port="${1:-0}"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
source="$root/test/interop/mongo-server"
build="${MONGO_SERVER_DIR:-$root/var/mongo-server}"

mkdir -p "$build/classes"
if [ ! -e "$build/lib.done" ] || [ "$source/pom.xml" -nt "$build/lib.done" ]; then
  mvn -q -B -f "$source/pom.xml" dependency:copy-dependencies -DoutputDirectory="$build/lib" >&2
  touch "$build/lib.done"
fi
javac -cp "$build/lib/*" -d "$build/classes" "$source/MongoServerMain.java"
exec java -Xmx256m -XX:+UseSerialGC -cp "$build/classes:$build/lib/*" MongoServerMain "$port"
