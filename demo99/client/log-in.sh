# Sourced by curl.sh: logs in, shows what needs a login, and empties bob's cart.
# shellcheck shell=bash disable=SC2034,SC2154

printf '\n== Log in ==\n'
call 401 'A wrong password' "$GATEWAY/login" --header "$json" \
  --data '{"username":"admin","password":"oven-gloves"}'
call 200 'The admin edits the catalogues and the stock' \
  "$GATEWAY/login" --header "$json" \
  --data '{"username":"admin","password":"oven-mitts"}'
has '"tokenType":"Bearer"'
admin="authorization: Bearer $(field token)"
printf '\n$ admin="%s"\n' "$admin"
call 200 'Bob is a customer' "$GATEWAY/login" --header "$json" \
  --data '{"username":"bob","password":"builder"}'
bob="authorization: Bearer $(field token)"
printf '\n$ bob="%s"\n' "$bob"

printf '\n== Permissions ==\n'
pie='{"title":"Pie at Scale","author":"Ada Crust","year":2026,"priceCents":1}'
call 401 'A book cannot be added without a token' \
  "$BOOKS/books" --header "$json" --data "$pie"
call 403 'Nor by a customer' \
  "$BOOKS/books" --header "$bob" --header "$json" --data "$pie"
call 401 'A cart cannot be read without a token' "$CARTS/carts/bob"
call 403 'Nor by another customer' "$CARTS/carts/alice" --header "$bob"
call 403 'Only services get numbers' "$GATEWAY/numbers/cd" --header "$admin"
call 401 'A forged token' "$BOOKS/books" \
  --header 'authorization: Bearer made.up.token'

# From here on, each call carries the token of the right user.
identify() {
  case "$*" in
    */refund) token=$admin ;;
    */carts/* | */orders[/?]*) token=$bob ;;
    *) token=$admin ;;
  esac
}

call 200 "Bob's cart" "$CARTS/carts/bob"
for number in $(grep --only-matching '[0-9]\{12,13\}' <<<"$answer"); do
  call 200 'One line less' --request DELETE "$CARTS/carts/bob/lines/$number"
done
