# Sourced by ./run and ./test: makes .venv with exactly the pinned packages, once.
# Needs bash and Python 3.11 or newer; everything else comes by itself or is asked for in one sentence.

say() { printf '%s\n' "$*" >&2; }

find_python() {
  PYTHON=${PYTHON:-python3}
  command -v "$PYTHON" >/dev/null || { say "Python 3.11 이상이 필요합니다. / Python 3.11 or newer is needed: apt install python3 python3-venv"; exit 1; }
  "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { say "Python 3.11 이상이 필요합니다. / Python 3.11 or newer is needed, this is $("$PYTHON" -V)."; exit 1; }
}

need_venv_module() {
  "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "python3-venv 설치 중… / Installing python3-venv…"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3-venv; } >/dev/null
  else
    say "다음 명령을 한 번 실행한 뒤 다시 시작하십시오. / Run this once, then start again:"
    say "    sudo apt install python3-venv"
    exit 1
  fi
}

# make_environment runtime|test
make_environment() {
  local wanted=$1 stamp=.venv/.chomchom runtime test
  # A .venv that is a link belongs to somebody else and is used as it is.
  if [ -L .venv ]; then return; fi
  runtime="runtime $(cat requirements/uv.txt requirements/runtime.txt | sha256sum | cut -d' ' -f1)"
  test="test $(cat requirements/uv.txt requirements/runtime.txt requirements/test.txt | sha256sum | cut -d' ' -f1)"
  case "$(cat "$stamp" 2>/dev/null || true)" in
    "$test") return ;;
    "$runtime") [ "$wanted" = runtime ] && return ;;
  esac
  find_python
  # Two starts at once must not build one environment together.
  if command -v flock >/dev/null; then exec 9>.venv.lock; flock 9; fi
  if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    need_venv_module
    say "파이썬 환경 준비 중… / Preparing the Python environment…"
    rm -rf .venv
    "$PYTHON" -m venv .venv
  fi
  rm -f "$stamp"
  install_pinned "$wanted"
  if [ "$wanted" = test ]; then printf '%s\n' "$test" >"$stamp"; else printf '%s\n' "$runtime" >"$stamp"; fi
  if command -v flock >/dev/null; then exec 9>&-; fi
}

install_pinned() {
  local wanted=$1 mirror
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
  # uv does not read pip's configuration; an office that has a mirror has told pip about it.
  mirror=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)
  if [ -n "$mirror" ] && [ -z "${UV_DEFAULT_INDEX:-}" ]; then export UV_DEFAULT_INDEX=$mirror; fi
  say "패키지 설치 중… / Installing packages…"
  if ! UV_LINK_MODE=${UV_LINK_MODE:-copy} .venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes \
    requirements/uv.txt "requirements/$wanted.txt"; then
    say "uv가 설치하지 못해 pip로 다시 시도합니다. / uv could not install; trying pip."
    [ -x .venv/bin/pip ] || "$PYTHON" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$wanted.txt"
  fi
}
