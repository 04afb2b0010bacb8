//! The `stringer` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    stringer::cli::main()
}
