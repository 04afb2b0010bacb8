//! `stringer health`: asks a server how it is; exits as `grpc_health_probe` does.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use tonic::transport::Endpoint;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use super::complain;
use crate::server::config::parse_duration;

/// Ask a server whether it is serving: exits 0 if so, 1 on wrong usage, 2 if it cannot be reached, 3 if it does not answer, 4 if not.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The server's address.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:50051")]
    addr: String,
    /// The service to ask about; none means the server as a whole.
    #[arg(long, value_name = "NAME", default_value = "")]
    service: String,
    /// How long to wait for a connection, and then for the answer.
    #[arg(long, value_name = "DURATION", default_value = "1s", value_parser = parse_duration)]
    timeout: Duration,
}

/// How a probe ends, by its exit code.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
enum Outcome {
    Serving = 0,
    Usage = 1,
    ConnectFailed = 2,
    RpcFailed = 3,
    NotServing = 4,
}

pub(super) fn main(args: Args) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime");
    let outcome = runtime.map_err(|error| (Outcome::ConnectFailed, error)).and_then(|runtime| runtime.block_on(probe(args)));
    ExitCode::from(match outcome {
        Ok(outcome) => outcome as u8,
        Err((outcome, error)) => {
            complain(format_args!("{error:#}"));
            outcome as u8
        }
    })
}

async fn probe(args: Args) -> Result<Outcome, (Outcome, anyhow::Error)> {
    let Args { addr, service, timeout } = args;
    let endpoint = Endpoint::from_shared(addr.clone()).with_context(|| format!("--addr {addr}"));
    let endpoint = endpoint.map_err(|error| (Outcome::Usage, error))?;
    let connection = endpoint.connect_timeout(timeout).connect().await;
    let channel = connection.with_context(|| format!("cannot connect to {addr}")).map_err(|error| (Outcome::ConnectFailed, error))?;
    let mut client = HealthClient::new(channel);
    let answer = tokio::time::timeout(timeout, client.check(HealthCheckRequest { service })).await;
    let answer = answer.with_context(|| format!("no answer within {timeout:?}")).map_err(|error| (Outcome::RpcFailed, error))?;
    let answer = answer.map_err(|status| (Outcome::RpcFailed, anyhow::anyhow!("{}: {}", status.code(), status.message())))?;
    let status = answer.into_inner().status();
    // Where standard output is closed the exit code says it all.
    let _ = writeln!(io::stdout(), "{}", status.as_str_name());
    Ok(if status == ServingStatus::Serving { Outcome::Serving } else { Outcome::NotServing })
}
