#!/usr/bin/env bash
# What the service needs when nothing happens: 100 sources in 10 communities on 10 simulated forums,
# every default as shipped, short boards that do not change. Prints memory after the first visits
# and at the end, and the CPU between.
#   tests/bench/idle.sh [MINUTES [START]]
#     MINUTES  how long is watched, 10 when not said; best a multiple of 5, the interval of visits
#     START    what the clocks show; 2026-12-15T12:00:00+08:00, when all posts are old, when not
#              said. On 2026-10-12T12:00:00+08:00 clocks are running and boards visited more often
# Exit code 0: below 40 MB and 1 % of one core. Builds what it needs into build/release.
set -euo pipefail
cd "$(dirname "$0")/../.."

minutes=${1:-10}
start=${2:-2026-12-15T12:00:00+08:00}
communities=10
boards=10 # in each of them
most_memory=40000000
most_cpu=1 # per cent of one core
bin=build/release
out=$(mktemp -d)

children=()
at_end() {
  local child
  for child in "${children[@]}"; do
    kill "$child" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$out"
}
trap at_end EXIT
trap 'exit 130' INT TERM

fail() {
  echo "idle: $*" >&2
  exit 1
}

[ -f $bin/build.ninja ] || cmake --preset release >/dev/null
cmake --build --preset release --target forumwatch simforum >"$out/build" || fail "$(tail -n 20 "$out/build")"

# The sample's threads, dealt out to the boards.
write_posts() { # community
  awk -v community="小区$1" -v boards=$boards '{
    match($0, /"thread":"[0-9]+"/)
    board = substr($0, RSTART + 10, RLENGTH - 11) % boards
    sub(/"community":"[^"]*"/, "\"community\":\"" community "\"")
    sub(/"source":"[^"]*"/, "\"source\":\"版块" board "\"")
    print
  }' tests/data/sample/posts.jsonl
}

launch_forum() { # community; its address goes into forum
  local tries
  write_posts "$1" >"$out/posts$1"
  $bin/tests/support/simforum --posts "$out/posts$1" --port 0 --start "$start" >"$out/forum$1" &
  children+=($!)
  for ((tries = 0; tries < 200; tries++)); do
    if forum=$(grep -m1 -oE 'http://[0-9.:]+' "$out/forum$1" 2>/dev/null); then
      return
    fi
    sleep 0.05
  done
  fail "the forum did not start"
}

sections='' allowed=''
for ((c = 1; c <= communities; c++)); do
  launch_forum "$c"
  sources=''
  for ((b = 1; b <= boards; b++)); do
    sources+="{\"name\":\"版块$b\",\"engine\":\"discuz\",\"url\":\"$forum/forum.php?mod=forumdisplay&fid=$((b + 1))\"},"
  done
  sections+="{\"name\":\"小区$c\",\"staff\":[\"云栖苑客服\"],\"sources\":[${sources%,}]},"
  allowed+="\"${forum#http://}\","
done
cat >"$out/forumwatch.json" <<JSON
{
  "company": "晴川物业",
  "data": "$PWD/config",
  "store": {"file": "forumwatch.db"},
  "http": {"contact": "bench@example.com", "allow_private": [${allowed%,}]},
  "communities": [${sections%,}]
}
JSON

: >"$out/log" # it is read before a busy machine has started the service
$bin/daemon/forumwatch run --config "$out/forumwatch.json" --clock-start "$start" --clock-speed 1 2>"$out/log" &
service=$!
children+=("$service")

visits() { grep -c ' visit source=' "$out/log" || true; }
alive() { kill -0 $service 2>/dev/null || fail "the service ended: $(tail -n 5 "$out/log")"; }
bytes_of() { awk -v name="$2:" '$1 == name {print $2 * 1024}' "/proc/$service/$1"; }
cpu_ms() { # all of the process so far
  sed 's/.*) //' "/proc/$service/stat" |
    awk -v second="$(getconf CLK_TCK)" '{printf "%d\n", ($12 + $13) * 1000 / second}'
}
print_memory() {
  awk -v what="$1" -v rss="$(bytes_of status VmRSS)" -v pss="$(bytes_of smaps_rollup Pss)" \
    -v own="$(bytes_of smaps_rollup Anonymous)" -v peak="$(bytes_of status VmHWM)" \
    'BEGIN {printf "%s: RSS %.1f MB, PSS %.1f MB, anonymous %.1f MB, RSS at its highest %.1f MB\n", what, rss / 1e6, pss / 1e6, own / 1e6, peak / 1e6}'
}

all=$((communities * boards))
SECONDS=0
while [ "$(visits)" -lt $all ]; do
  alive
  [ $SECONDS -lt 600 ] || fail "only $(visits) of $all first visits after 10 minutes"
  sleep 0.5
done
grep -c ' visit source=.* end=good' "$out/log" | grep -qx $all || fail "$(grep -m3 'end=bad' "$out/log")"
echo "$all sources in $communities communities, $((communities * $(wc -l <tests/data/sample/posts.jsonl))) posts: read in $SECONDS s with $(cpu_ms) ms of CPU"
print_memory "after the first visits"

cpu_before=$(cpu_ms) visits_before=$(visits)
sleep $((minutes * 60))
alive
spent=$(($(cpu_ms) - cpu_before))
print_memory "after $minutes more minutes"
awk -v spent=$spent -v minutes="$minutes" -v visits=$(($(visits) - visits_before)) \
  -v rss="$(bytes_of status VmRSS)" -v most_memory=$most_memory -v most_cpu=$most_cpu 'BEGIN {
  share = spent / (minutes * 600)
  printf "CPU in these: %d ms, %.2f %% of one core, with %d visits\n", spent, share, visits
  exit !(rss < most_memory && share < most_cpu)
}' || fail "more than $((most_memory / 1000000)) MB or $most_cpu % of one core"
