# Sourced by ./run and ./test: puts a Node into PATH that is new enough for the web build.
#
# Node 20.19 or newer is used where present. Else npm fetches a newer one by the lock file in
# third_party/node, in its own directory: nothing of the system's is replaced.
# shellcheck shell=bash

node_is_new_enough() {
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

use_node() {
    node_is_new_enough && return
    local own=$PWD/third_party/node
    if [[ $own/package-lock.json -nt $own/node_modules/.package-lock.json ]]; then
        echo "Fetching a newer Node"
        npm ci --prefix "$own" --ignore-scripts --no-audit --no-fund --loglevel=error
        touch "$own/node_modules/.package-lock.json"
    fi
    export PATH=$own/node_modules/.bin:$PATH
    node_is_new_enough || { echo "Node 20.19 or newer is needed" >&2; return 1; }
}
