# What the scripts of the proposal share: its branch, and how to reach it.
# Environment: GH_TOKEN, BASE (branch), SERVER (https://github.com), REPOSITORY (owner/name).
# shellcheck shell=bash

branch="follow-the-docs"
robot_name="github-actions[bot]"
robot="41898282+github-actions[bot]@users.noreply.github.com"
remote="${REMOTE:-$SERVER/$REPOSITORY.git}"

# Runs git with the token, which is used for this command alone and is written nowhere.
with_token() {
  local auth
  auth="$(printf 'x-access-token:%s' "$GH_TOKEN" | base64 | tr -d '\n')"
  GIT_CONFIG_COUNT=1 \
  GIT_CONFIG_KEY_0="http.$SERVER/.extraheader" \
  GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $auth" \
    git "$@"
}

# Fetches the branch as FETCH_HEAD and prints its commit, or nothing if the branch does not exist.
fetch_branch() {
  local found
  found="$(with_token ls-remote "$remote" "refs/heads/$branch")"
  if [ -n "$found" ]; then
    with_token fetch --quiet "$remote" "refs/heads/$branch"
    git rev-parse FETCH_HEAD
  fi
}

# Whether people have added commits to the branch that was fetched.
has_commits_of_people() {
  local others
  others="$(git log --format='%ae%n%ce' "$BASE..FETCH_HEAD" | awk -v robot="$robot" '$0 != robot')"
  [ -n "$others" ]
}

# Commits and merges are the robot's.
be_the_robot() {
  git config user.name "$robot_name"
  git config user.email "$robot"
}
