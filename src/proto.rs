//! The generated messages of `proto/`, their JSON mapping and service stubs.
#![allow(missing_docs, unreachable_pub, clippy::all)]

/// `stringer.v1`.
pub mod stringer {
    pub mod v1 {
        include!(concat!(env!("OUT_DIR"), "/stringer.v1.rs"));
        include!(concat!(env!("OUT_DIR"), "/stringer.v1.serde.rs"));
    }
}

/// `google.rpc`: tonic-types' own where there is a server.
#[cfg(not(feature = "server"))]
pub mod google {
    pub mod rpc {
        include!(concat!(env!("OUT_DIR"), "/google.rpc.rs"));
    }
}

pub use stringer::v1;

/// The file descriptor set of all protos, for reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));
