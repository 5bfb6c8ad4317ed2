# The hub from source, on Node 24, without development packages and not as root.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings its own Node 24, so the one that npm would bring is left out.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production \
    HUB_CONFIG=/etc/oiosaml-hub/hub.yaml
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY src ./src
COPY scripts ./scripts
RUN mkdir -p /var/lib/oiosaml-hub && chown node:node /var/lib/oiosaml-hub
USER node
VOLUME /var/lib/oiosaml-hub
EXPOSE 8443
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "src/cli/hub.ts", "health"]
CMD ["node", "src/main.ts"]
