#!/bin/sh
# Builds portal/static/govuk.css from GOV.UK Frontend (the versions pinned in package.json).
# Needed only when govuk.scss or a version changes: the built file is kept in the repository.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/govuk.scss" "$work/"
cd "$work"
npm install --no-audit --no-fund --ignore-scripts --silent
node_modules/.bin/sass --quiet-deps --no-source-map --no-charset --style=compressed \
  --load-path=node_modules govuk.scss govuk.css
version=$(node -p 'require("govuk-frontend/package.json").version')
{
  printf '/*! Parts of GOV.UK Frontend %s, MIT licence, see govuk.LICENSE */\n' "$version"
  cat govuk.css
} > "$here/../static/govuk.css"
wc -c "$here/../static/govuk.css"
