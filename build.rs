//! Compiles the protos with protox: no installed `protoc`, output in `OUT_DIR` only, nothing at all without the `proto` feature.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "proto")]
    proto::compile();
}

#[cfg(feature = "proto")]
mod proto {
    use std::path::PathBuf;

    use protox::prost::Message;

    const FILES: [&str; 7] = [
        "stringer/v1/count.proto",
        "stringer/v1/event.proto",
        "stringer/v1/extraction.proto",
        "stringer/v1/extraction_service.proto",
        "stringer/v1/gazetteer_service.proto",
        "stringer/v1/span.proto",
        "google/rpc/status.proto",
    ];

    pub fn compile() {
        println!("cargo::rerun-if-changed=proto");
        let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
        let descriptors = protox::compile(FILES, ["proto"]).expect("the protos compile");
        let encoded = descriptors.encode_to_vec();
        std::fs::write(out.join("descriptors.bin"), &encoded).expect("OUT_DIR is writable");

        pbjson_build::Builder::new()
            .register_descriptors(&encoded)
            .expect("the descriptors decode")
            .btree_map([".stringer.v1"])
            .exclude([
                ".stringer.v1.Document",
                ".stringer.v1.ExtractEntitiesRequest",
                ".stringer.v1.BatchExtractEntitiesRequest",
                ".stringer.v1.StreamExtractEntitiesRequest",
                ".stringer.v1.ExtractionResult",
                ".stringer.v1.BatchExtractEntitiesResponse",
                ".stringer.v1.StreamExtractEntitiesResponse",
                ".stringer.v1.Gazetteer",
                ".stringer.v1.GetGazetteerResponse",
            ])
            .build(&[".stringer.v1"])
            .expect("the JSON mapping is generated");

        #[cfg(feature = "server")]
        tonic_prost_build::configure()
            .btree_map(".")
            .extern_path(".google.rpc.Status", "::tonic_types::Status")
            .compile_fds(descriptors)
            .expect("messages and services are generated");
        #[cfg(not(feature = "server"))]
        prost_build::Config::new().btree_map(["."]).compile_fds(descriptors).expect("messages are generated");
    }
}
