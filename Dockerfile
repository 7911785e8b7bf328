FROM node:24-slim

ENV NODE_ENV=production
WORKDIR /app

# Dependencies first: this layer is rebuilt only when the lockfile changes.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

COPY LICENSE ./
COPY config ./config
COPY commands ./commands
COPY src ./src

# The image's own unprivileged user owns the data and nothing else.
RUN install -d -o node -g node /data
USER node
VOLUME /data

ENV PAPERBOY_DATA_DIR=/data HOST=0.0.0.0 PORT=8080
# Alive, not ready: starting again mends no full disk and no wrong token.
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "src/cli/launch.js", "start"]
