# The bot, nothing else: no compiler, no shell script, not root, and able to run on a read-only root file system.
#   docker build -t duban .        docker compose up -d        (compose.yaml adds PostgreSQL)
# `.ci/image` carries this out, as far as it can, without a container engine.

FROM python:3.12-slim-trixie AS build
WORKDIR /src
COPY requirements-run.lock ./
RUN python -m venv /opt/duban
RUN /opt/duban/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-run.lock
COPY pyproject.toml README.md LICENSE config.toml ./
COPY examples examples
COPY bot bot
COPY scheduler scheduler
COPY messages messages
COPY storage storage
RUN /opt/duban/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps .

FROM python:3.12-slim-trixie
# Chinese letters for the picture of the digest; pg_dump and pg_restore for backups of PostgreSQL.
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-noto-cjk postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /var/lib/duban --create-home --shell /usr/sbin/nologin duban
COPY --from=build /opt/duban /opt/duban
ENV PATH=/opt/duban/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DUBAN_WATCH_PORT=8089
USER duban
WORKDIR /var/lib/duban
VOLUME /var/lib/duban
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8089/healthz', timeout=4)"]
ENTRYPOINT ["duban"]
CMD ["run", "--log-json"]
