#!/usr/bin/env bash
# What the image does, without an image: a fresh clone in an empty folder, no development packages, a hub of its own keys
# from hub.yaml, asked for its health; then the same folder as demo box.
# usage: production-install.sh REPOSITORY FOLDER
set -euo pipefail
repository=$1 folder=$2
rm -rf "$folder"
git clone -q "$repository" "$folder"
cd "$folder"
npm ci --omit=dev --ignore-scripts --no-audit --no-fund >npm.log 2>&1 || { tail -n 20 npm.log; exit 1; }
[ ! -e node_modules/jest ] || { echo 'development packages were installed'; exit 1; }
export PATH="$PWD/node_modules/.bin:$PATH"

mkdir -p deploy/keys
for name in signing decryption; do
  openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 30 -subj "/C=DK/O=Test/CN=$name" \
    -keyout "deploy/keys/$name.key" -out "deploy/keys/$name.crt" 2>/dev/null
  chmod 600 "deploy/keys/$name.key"
done
key() { openssl rand -base64 32; }
printf '{"indexKeys":[{"version":1,"key":"%s"}],"keyEncryptionKeys":[{"version":1,"key":"%s"}]}' "$(key)" "$(key)" >deploy/keys/data.json
chmod 600 deploy/keys/data.json
cat >deploy/hub.yaml <<YAML
publicUrl: http://127.0.0.1:18443
listen: { host: 127.0.0.1, port: 18443 }
store: embedded:store
keys:
  signingKey: keys/signing.key
  signingCertificate: keys/signing.crt
  decryptionKey: keys/decryption.key
  decryptionCertificate: keys/decryption.crt
  dataKeys: keys/data.json
YAML

# Starts the hub with the given environment as the image does, waits until it is ready, and wants a clean end on SIGTERM.
check() {
  local url=$1
  shift
  env "$@" node src/main.ts >start.log 2>&1 &
  local pid=$! ready=no
  for _ in $(seq 1 120); do
    if node src/cli/hub.ts health --url "$url" >health.log 2>&1; then ready=yes; break; fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.25
  done
  [ "$ready" = yes ] || { cat start.log health.log; exit 1; }
  cat health.log
  kill -TERM "$pid"
  wait "$pid" || { echo "did not stop cleanly"; tail -n 20 start.log; exit 1; }
}
check http://127.0.0.1:18443 HUB_CONFIG=deploy/hub.yaml
check http://127.0.0.1:18081 PORT=18081 HUB_STORE=embedded:var/demo
echo 'production install: started from hub.yaml and as demo box, healthy, stopped cleanly'
