# Makes .venv and installs the pinned requirements into it. Read by ./run and ./test; it runs nothing by itself.
# Needs Python 3.11 or newer with its venv module, and a package index; nothing else.

# A plain user's PATH has no sbin on Debian, nor has root's after `su`; useradd lives there.
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# The name of the first Python that is new enough: python3 itself, else a versioned one.
find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$name"
      return
    fi
  done
  return 1
}

make_venv() {
  python=$(find_python) || fail "Python 3.11 or newer is needed, and none of python3, python3.11 … python3.14 is one." \
    "Install one from your system's packages or from python.org, and run this again."
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    fail "$python cannot make virtual environments: its venv module is missing." \
      "On Debian and Ubuntu install it with: apt-get install python3-venv"
  fi
  echo "Making a virtual environment in .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv || fail "The virtual environment could not be made; see the message above."
}

# install_requirements FILE: what FILE pins, unless it was installed before. A copy of FILE is kept in .venv.
install_requirements() {
  .venv/bin/python -c 'import pip' 2>/dev/null || make_venv
  cmp -s "$1" ".venv/$1" && return
  echo "Installing what $1 pins (once; a minute or two)"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1" ||
    fail "The requirements could not be installed; pip says why above." "With the network back, run this again: it goes on from here."
  cp "$1" ".venv/$1"
}
