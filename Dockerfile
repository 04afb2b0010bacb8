# One static binary and nothing else. Build: docker build -t stringer .   (or buildah bud, podman build)
# Run: docker run --read-only -p 50051:50051 -p 9090:9090 stringer
ARG RUST_IMAGE=rust:1.95-slim-bookworm

FROM ${RUST_IMAGE} AS build
WORKDIR /build
COPY . .
# The target is named even though it is the host: only then are the flags kept off build scripts and procedural macros, which cannot
# be static.
ENV RUSTFLAGS="-C target-feature=+crt-static" \
    CARGO_PROFILE_RELEASE_STRIP=symbols
RUN target="$(rustc -vV | sed -n 's/^host: //p')" \
    && cargo build --locked --release --bin stringer --target "$target" \
    && install -D -m 0755 "target/$target/release/stringer" /out/stringer

FROM scratch
LABEL org.opencontainers.image.title="stringer" \
      org.opencontainers.image.description="People, places, weapon types, counts and events out of news articles, over gRPC" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY --from=build /out/stringer /stringer
# The attributions that the built-in tables ask for travel with them.
COPY NOTICE LICENSE-MIT LICENSE-APACHE /licenses/
# Addresses come from the environment, so that other arguments to `serve` leave them as they are.
ENV STRINGER_LISTEN=0.0.0.0:50051 \
    STRINGER_ADMIN_LISTEN=0.0.0.0:9090
# A number, not a name: there is no /etc/passwd, and an orchestrator can see that it is not root.
USER 65532:65532
# gRPC, and /livez and /readyz.
EXPOSE 50051 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 CMD ["/stringer", "health"]
ENTRYPOINT ["/stringer"]
CMD ["serve"]
