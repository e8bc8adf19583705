# shellcheck shell=bash
# Puts the project's Node and Yarn on PATH and installs its dependencies.
#
# The one thing needed beforehand is Node with npm. Everything else comes from
# the registry npm is set to, so no registry is named here.

JIT_NODE_MAJOR=24
JIT_YARN=4.13.0

jit_fail() {
  echo "error: $*" >&2
  exit 1
}

# Resolves Node and Yarn through npm once and remembers where they are.
jit_resolve_tools() {
  command -v npm >/dev/null 2>&1 ||
    jit_fail 'npm is missing: install Node 20 or newer with npm 10 or newer, then run this again.'
  local found
  found="$(npm exec --yes \
    --package="node@$JIT_NODE_MAJOR" --package="@yarnpkg/cli-dist@$JIT_YARN" \
    -c 'dirname "$(command -v yarn)"' 2>"$JIT_ROOT/.cache/toolchain.log" | tail -n 1)"
  [ -n "$found" ] && [ -x "$found/node" ] && [ -x "$found/yarn" ] ||
    jit_fail "Node $JIT_NODE_MAJOR and Yarn $JIT_YARN could not be had from npm's registry (details: .cache/toolchain.log)."
  echo "$found" >"$JIT_ROOT/.cache/toolchain"
}

jit_tools() {
  mkdir -p "$JIT_ROOT/.cache"
  local bin=''
  [ -f "$JIT_ROOT/.cache/toolchain" ] && bin="$(cat "$JIT_ROOT/.cache/toolchain")"
  if [ ! -x "$bin/node" ] || [ ! -x "$bin/yarn" ]; then
    jit_resolve_tools
    bin="$(cat "$JIT_ROOT/.cache/toolchain")"
  fi
  # Yarn does not read npm's configuration
  if [ -z "${YARN_NPM_REGISTRY_SERVER:-}" ]; then
    YARN_NPM_REGISTRY_SERVER="$(npm config get registry 2>/dev/null)"
    export YARN_NPM_REGISTRY_SERVER
  fi
  export YARN_ENABLE_TELEMETRY=0
  export PATH="$bin:$PATH"
}

# Installs when the lockfile or a manifest changed since the last good install.
jit_install() {
  local wanted
  wanted="$(cd "$JIT_ROOT" && cat yarn.lock package.json .yarnrc.yml packages/*/package.json plugins/*/package.json | sha256sum | cut -d' ' -f1)"
  if [ -d "$JIT_ROOT/node_modules" ] && [ "$(cat "$JIT_ROOT/.cache/installed" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  echo 'Installing dependencies (a few minutes the first time)…'
  (cd "$JIT_ROOT" && yarn install --immutable >"$JIT_ROOT/.cache/install.log" 2>&1) ||
    jit_fail "Dependencies could not be installed: $(grep -aE 'YN[0-9]+.*(Error|error|failed|lockfile would)' "$JIT_ROOT/.cache/install.log" | head -n 1 | cut -c1-300) (details: .cache/install.log)."
  echo "$wanted" >"$JIT_ROOT/.cache/installed"
}

jit_toolchain() {
  JIT_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
  export JIT_ROOT
  [ -n "${HOME:-}" ] && [ -w "$HOME" ] ||
    jit_fail 'HOME is not set to a folder that can be written to; npm and Yarn keep their caches there.'
  jit_tools
  jit_install
}
