#!/usr/bin/env bash
# The store by hand: plain curl, one call after the other, each answer checked.
# It needs a running stage, curl, sed and grep; any of the URLs can be set:
#   BOOKS=http://localhost:9081 client/curl.sh
# It buys only a book that it added itself, and deletes it in the end. What
# stays: an order, and three numbers that nobody else will be given.
set -euo pipefail

BOOKS=${BOOKS:-http://localhost:8081}
CDS=${CDS:-http://localhost:8082}
DVDS=${DVDS:-http://localhost:8083}
NUMBERS=${NUMBERS:-http://localhost:8084}
STOCK=${STOCK:-http://localhost:8085}
CARTS=${CARTS:-http://localhost:8086}

cart=curl-$$-$RANDOM
json='content-type: application/json'
calls=0

# call STATUS SENTENCE ARGUMENTS…: says and does what curl is asked to do.
call() {
  local expected=$1 sentence=$2
  shift 2
  printf '\n# %s\n$ curl%s\n' "$sentence" "$(quoted "$@")"
  answer=$(curl --silent --show-error --max-time 10 \
    --write-out '\n%{http_code}' "$@") || fail "There was no answer."
  local status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  printf '%s\n' "$status${answer:+ $answer}"
  [[ $status == "$expected" ]] || fail "The status should be $expected."
  calls=$((calls + 1))
}

# Arguments as a shell needs them, so that every line can be copied.
quoted() {
  local argument
  for argument in "$@"; do
    case $argument in
      *[!A-Za-z0-9_.:/=-]*) printf " '%s'" "$argument" ;;
      *) printf ' %s' "$argument" ;;
    esac
  done
}

has() {
  grep --quiet --fixed-strings -- "$1" <<<"$answer" ||
    fail "The answer should contain $1"
}

lacks() {
  ! grep --quiet --fixed-strings -- "$1" <<<"$answer" ||
    fail "The answer should not contain $1"
}

# The last value of a field, such as "number":"9798…".
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$answer"
}

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}

added=''
tidy() {
  [[ -z $added ]] ||
    curl --silent --output /dev/null --request DELETE "$BOOKS/books/$added"
}
trap tidy EXIT

echo '== Is everybody there? =='
for url in "$BOOKS" "$CDS" "$DVDS" "$NUMBERS" "$STOCK" "$CARTS"; do
  call 200 'Alive, and well' "$url/health"
  has '"status":"UP"'
done
call 200 'The shortest answer of all' "$BOOKS/ping"
has '{"response":"pong"}'

printf '\n== Browse and search ==\n'
call 200 'The first two books' "$BOOKS/books?limit=2"
next=$(field next)
call 200 'The two after them' --get "$BOOKS/books" \
  --data limit=2 --data-urlencode "after=$next"
has '"items":[{"number":'
call 200 'Search looks at titles …' --get "$BOOKS/books" \
  --data-urlencode 'q=mythical man'
has 'Frederick P. Brooks Jr.'
call 200 '… and at people' --get "$CDS/cds" --data-urlencode q=björk
has 'Homogenic'
call 200 'Who wants everything asks three times' "$BOOKS/books?q=persepolis"
has 'Marjane Satrapi'
call 200 '… the CDs …' "$CDS/cds?q=persepolis"
has '"items":[]'
call 200 '… and the DVDs' "$DVDS/dvds?q=persepolis"
dvd=$(field number)
call 200 'One DVD, by its number' "$DVDS/dvds/$dvd"
has '"title":"Persepolis"'

printf '\n== Numbers ==\n'
call 200 'A UPC-A for a CD' "$NUMBERS/numbers/cd"
has '"standard":"UPC-A"'
call 200 'An EAN-13 for a DVD' "$NUMBERS/numbers/dvd"
has '"standard":"EAN-13"'

printf '\n== A new book ==\n'
call 201 'It gets a number, and three copies on the shelf' \
  "$BOOKS/books" --header "$json" --data '{"title":"Pie at Scale",
  "author":"Ada Crust","year":2026,"priceCents":1999,"stock":3}'
has '"title":"Pie at Scale"'
added=$(field number)
book=$BOOKS/books/$added
call 200 'A better price, and the whole book with it' \
  --request PUT "$book" --header "$json" --data '{"title":"Pie at Scale",
  "author":"Ada Crust","year":2026,"priceCents":1499}'
has '"priceCents":1499'
call 200 'Its stock' "$STOCK/stock/$added"
has '"onHand":3}'
call 200 'Two more copies arrive' \
  --request PUT "$STOCK/stock/$added" --header "$json" --data '{"onHand":5}'
call 200 'The stock of several items at once' \
  "$STOCK/stock?numbers=$added,$dvd"
has "$dvd"
has '"onHand":5}'

printf '\n== Fill a cart ==\n'
lines=$CARTS/carts/$cart/lines
call 200 'The book goes into the cart' "$lines" --header "$json" \
  --data '{"kind":"book","number":"'"$added"'","quantity":1}'
has '"totalCents":1499'
call 200 'A DVD too …' "$lines" --header "$json" \
  --data '{"kind":"dvd","number":"'"$dvd"'","quantity":1}'
has 'Persepolis'
call 200 '… but on second thoughts, no' --request DELETE "$lines/$dvd"
lacks 'Persepolis'
call 200 'Six copies of the book' \
  --request PUT "$lines/$added" --header "$json" --data '{"quantity":6}'
has '"totalCents":8994'

printf '\n== Check out ==\n'
call 409 'There are only five: the store says what is short' \
  --request POST "$CARTS/carts/$cart/checkout"
has '"shortages":['
call 200 'Two are enough' \
  --request PUT "$lines/$added" --header "$json" --data '{"quantity":2}'
call 201 'Now it is an order' --request POST "$CARTS/carts/$cart/checkout"
has '"status":"CONFIRMED"'
order=$(field orderId)
call 200 'The order can be looked up' "$CARTS/orders/$order"
has '"totalCents":2998'
call 200 'The cart is empty' "$CARTS/carts/$cart"
has '"lines":[]'
call 200 'Two copies have left the shelf' "$STOCK/stock/$added"
has '"onHand":3}'

printf '\n== What the store refuses ==\n'
call 409 'An empty cart' --request POST "$CARTS/carts/$cart/checkout"
call 404 'A number that is not sold' "$lines" --header "$json" \
  --data '{"kind":"book","number":"9798999999993","quantity":1}'
call 404 'A page that does not exist' "$BOOKS/magazines"
call 400 'A page of nothing' "$BOOKS/books?limit=0"
has '"field":"limit"'
call 400 'A book with mistakes: each is named' \
  "$BOOKS/books" --header "$json" \
  --data '{"title":"","author":"Nobody","year":"soon","colour":"red"}'
for name in title year priceCents colour; do has "\"field\":\"$name\""; done
# shellcheck disable=SC2016
call 400 'A query in the place of a number' "$lines" --header "$json" \
  --data '{"kind":"book","number":{"$gt":""},"quantity":1}'
has '"field":"number"'
call 400 'Half a JSON' "$BOOKS/books" --header "$json" --data '{"title":'

printf '\n== Tidy up ==\n'
call 204 'The book is no longer sold' --request DELETE "$book"
added=''
call 404 'It is gone' "$book"
call 404 'Its stock line is gone too' "$STOCK/stock/${book##*/}"

printf '\n%s calls, all answered as they should.\n' "$calls"
