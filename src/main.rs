//! The `stringer` binary.

use std::process::ExitCode;

/// Answers are many small allocations, and a reload frees on one thread what another one made: both are this allocator's strength.
/// `ARCHITECTURE.md` has what it saves.
#[cfg(feature = "server")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    stringer::cli::main()
}
