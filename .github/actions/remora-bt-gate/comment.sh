#!/usr/bin/env bash
# Puts the result into the conversation of the pull request: one comment, found again by
# a marker that readers do not see, and updated in place. A comment that cannot be
# written is a warning: it is no rule of the gate.
set -euo pipefail
file="$RUNNER_TEMP/remora-bt-comment.md"
if [ -z "$TOKEN" ]; then exit 0; fi
if [ ! -s "$file" ]; then
  printf '## remora-bt gate: not judged\n\nThe candles, the study or the rules are at fault; the log of the job says how.\n' >"$file"
fi
number=$(jq -r '.pull_request.number // empty' "$GITHUB_EVENT_PATH")
if [[ ! "$number" =~ ^[0-9]+$ ]]; then
  echo "This is no pull request: there is nothing to comment on."
  exit 0
fi
api="${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY/issues"
marker="<!-- remora-bt gate: ${NAME//[^A-Za-z0-9.]/_} -->"

# The token is read from standard input: other programs see command lines.
call() {
  curl --config <(printf 'header = "Authorization: Bearer %s"\n' "$TOKEN") --silent --show-error --fail --retry 2 --max-time 60 \
    --header "Accept: application/vnd.github+json" --header "X-GitHub-Api-Version: 2022-11-28" "$@"
}

# find prints the id of the comment that begins with the marker, or nothing.
find_comment() {
  local page=1 list
  while list=$(call "$api/$number/comments?per_page=100&page=$page") || return 1; do
    jq -r --arg marker "$marker" 'map(select((.body // "") | startswith($marker))) | .[0].id // empty' <<<"$list"
    if [ "$(jq length <<<"$list")" -lt 100 ]; then return 0; fi
    page=$((page + 1))
  done
}

say() {
  jq --null-input --rawfile text "$file" --arg marker "$marker" '{body: ($marker + "\n" + $text)}' | call --request "$1" --data-binary @- --output /dev/null "$2"
}

comment() {
  local id
  id=$(find_comment) || return 1
  id=${id%%$'\n'*}
  if [ -n "$id" ] && say PATCH "$api/comments/$id"; then return 0; fi
  say POST "$api/$number/comments"
}

if ! comment; then
  echo "::warning title=remora-bt gate::the comment could not be written: does the job have the permission pull-requests: write?"
fi
