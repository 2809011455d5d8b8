FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
WORKDIR /srv/tonkla
# The libraries change seldom: they get a layer of their own, before the code.
COPY pins.txt ./
RUN /opt/venv/bin/pip install --requirement pins.txt
COPY pyproject.toml README.md ./
COPY bot bot
COPY handlers handlers
COPY models models
COPY alembic alembic
COPY content content
# In place, since the code reads content/ and alembic/ beside itself.
RUN /opt/venv/bin/pip install --no-deps --editable . \
    && /opt/venv/bin/pip check \
    && /opt/venv/bin/tonkla check-content \
    && python -m compileall -q bot handlers models

FROM python:3.12-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin tonkla
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/tonkla /srv/tonkla
WORKDIR /srv/tonkla
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["tonkla"]
CMD ["serve", "--host", "0.0.0.0"]
