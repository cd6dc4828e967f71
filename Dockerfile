# The image of MuseChat: bot, page and worker in one; what a container runs is its command (`up` by default).
#
#   docker build -t musechat .                             for a machine without GPU (amd64, arm64)
#   docker build -t musechat:cuda --build-arg VARIANT=cuda .     with CUDA, and what the models of the hub need
#
# Debian's own Python: the last stage has an interpreter and shared libraries, no compiler and no package installer for it.
ARG BASE=docker.io/library/debian:bookworm-slim

FROM ${BASE} AS python
# Unpinned on purpose: the newest security updates of one Debian release.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get upgrade -y --no-install-recommends \
    && apt-get install -y --no-install-recommends ca-certificates python3 \
    && rm -rf /var/lib/apt/lists/*

FROM python AS build
ARG VARIANT=cpu
# Where PyTorch comes from; empty: its CPU index for VARIANT=cpu, and PyPI (built for CUDA) for VARIANT=cuda.
ARG TORCH_INDEX=
# The JavaScript runtime with which yt-dlp solves YouTube's challenges.
ARG DENO=2.9.8
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PATH=/opt/musechat/bin:$PATH
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY requirements requirements
RUN case "$VARIANT" in cpu | cuda) ;; *) echo "VARIANT is cpu or cuda, not $VARIANT" >&2; exit 2 ;; esac \
    && python3 -m venv /opt/musechat \
    && pip install --no-deps -r requirements/build.txt \
    && pip install --no-deps -r "requirements/$([ "$VARIANT" = cuda ] && echo hub || echo worker).txt" \
    && pip install --no-deps -r requirements/observe.txt \
    && pip install --no-deps "deno==$DENO"
RUN if [ -z "$TORCH_INDEX" ] && [ "$VARIANT" = cpu ]; then TORCH_INDEX=https://download.pytorch.org/whl/cpu; fi \
    && pip install -r requirements/torch.txt ${TORCH_INDEX:+--index-url "$TORCH_INDEX"}
COPY . .
RUN pip install --no-deps --no-build-isolation . ./demo \
    && pip uninstall -y pip setuptools

FROM python AS final
LABEL org.opencontainers.image.title="MuseChat" \
      org.opencontainers.image.description="A Discord bot that recommends existing music for your video" \
      org.opencontainers.image.source="https://github.com/musechat/musechat" \
      org.opencontainers.image.licenses="Apache-2.0"
# A number, so that Kubernetes' runAsNonRoot can check it; /data is the one folder it may write to.
RUN groupadd --gid 10001 musechat \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin musechat \
    && install -d -o musechat -g musechat -m 700 /data
COPY --from=build /opt/musechat /opt/musechat
ENV PATH=/opt/musechat/bin:$PATH \
    HOME=/data \
    HF_HOME=/data/hub \
    MUSECHAT_DATA_DIR=/data \
    MUSECHAT_WEB_HOST=0.0.0.0 \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8750
HEALTHCHECK --interval=30s --timeout=20s --start-period=120s --retries=3 CMD ["musechat", "health"]
ENTRYPOINT ["musechat"]
CMD ["up"]
