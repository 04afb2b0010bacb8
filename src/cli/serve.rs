//! `stringer serve`: flags and their environment twins to a checked configuration, then to a running server.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::ValueEnum;
use tokio::net::TcpListener;

use super::{EXIT_DATA, EXIT_FAILURE, EXIT_USAGE, complain};
use crate::server::config::{LogFormat, parse_duration};
use crate::server::{Config, ReloadHandle, RunError, Server, run, telemetry};

/// Serve gRPC until SIGTERM or SIGINT.
///
/// The tables of --gazetteer are read again when one of them changes and on SIGHUP, and by ReloadGazetteer for the keys of --admin-keys-file.
/// Faulty ones are refused with a line in the log, and those before them go on answering.
///
/// Every flag has a twin in the environment, STRINGER_MAX_CONCURRENCY for --max-concurrency; where both are set the flag holds.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where to serve gRPC.
    #[arg(long, env = "STRINGER_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:50051")]
    listen: SocketAddr,
    /// Where to serve /livez and /readyz.
    #[arg(long, env = "STRINGER_ADMIN_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:9090")]
    admin_listen: SocketAddr,
    /// Lay the tables in DIR over the built-in gazetteer; may be given more than once, later ones win. `:` stands between two.
    #[arg(long, env = "STRINGER_GAZETTEER", value_name = "DIR", value_delimiter = ':')]
    gazetteer: Vec<PathBuf>,
    /// How long changed tables have to rest until they are taken up; 0s: only on SIGHUP and by ReloadGazetteer.
    #[arg(long, env = "STRINGER_GAZETTEER_POLL", value_name = "DURATION", default_value = "2s", value_parser = parse_duration)]
    gazetteer_poll: Duration,
    /// Bearer keys of those who may call ReloadGazetteer, one a line, `#` before comments; without it nobody may. Read again on SIGHUP.
    #[arg(long, env = "STRINGER_ADMIN_KEYS_FILE", value_name = "FILE")]
    admin_keys_file: Option<PathBuf>,
    /// Largest document.
    #[arg(long, env = "STRINGER_MAX_DOCUMENT_BYTES", value_name = "BYTES", default_value_t = Config::default().max_document_bytes)]
    max_document_bytes: usize,
    /// Largest request message.
    #[arg(long, env = "STRINGER_MAX_MESSAGE_BYTES", value_name = "BYTES", default_value_t = Config::default().max_message_bytes)]
    max_message_bytes: usize,
    /// Most documents in one batch.
    #[arg(long, env = "STRINGER_MAX_BATCH_DOCUMENTS", value_name = "N", default_value_t = Config::default().max_batch_documents)]
    max_batch_documents: usize,
    /// Most documents extracted at the same time [default: the number of cores].
    #[arg(long, env = "STRINGER_MAX_CONCURRENCY", value_name = "N")]
    max_concurrency: Option<usize>,
    /// Longest time for one call, or for one document of a stream: 500ms, 10s, 2m.
    #[arg(long, env = "STRINGER_REQUEST_TIMEOUT", value_name = "DURATION", default_value = "10s", value_parser = parse_duration)]
    request_timeout: Duration,
    /// How long calls are still accepted after the signal to stop.
    #[arg(long, env = "STRINGER_DRAIN_DELAY", value_name = "DURATION", default_value = "5s", value_parser = parse_duration)]
    drain_delay: Duration,
    /// How long calls in flight may go on after that.
    #[arg(long, env = "STRINGER_SHUTDOWN_GRACE", value_name = "DURATION", default_value = "20s", value_parser = parse_duration)]
    shutdown_grace: Duration,
    /// How to write the log; RUST_LOG says what.
    #[arg(long, env = "STRINGER_LOG_FORMAT", value_enum, default_value_t = Format::Text)]
    log_format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl From<Args> for Config {
    fn from(args: Args) -> Self {
        Self {
            listen: args.listen,
            admin_listen: args.admin_listen,
            // An empty variable is one that is not set.
            gazetteer: args.gazetteer.into_iter().filter(|directory| !directory.as_os_str().is_empty()).collect(),
            gazetteer_poll: args.gazetteer_poll,
            admin_keys_file: args.admin_keys_file.filter(|file| !file.as_os_str().is_empty()),
            max_document_bytes: args.max_document_bytes,
            max_message_bytes: args.max_message_bytes,
            max_batch_documents: args.max_batch_documents,
            max_concurrency: args.max_concurrency.unwrap_or(Self::default().max_concurrency),
            request_timeout: args.request_timeout,
            drain_delay: args.drain_delay,
            shutdown_grace: args.shutdown_grace,
            log_format: match args.log_format {
                Format::Text => LogFormat::Text,
                Format::Json => LogFormat::Json,
            },
        }
    }
}

pub(super) fn main(args: Args) -> ExitCode {
    let server = match Server::try_new(Config::from(args)) {
        Ok(server) => server,
        Err(error) => {
            complain(error);
            return ExitCode::from(EXIT_USAGE);
        }
    };
    telemetry::start_logging(server.config().log_format);
    telemetry::log_panics_by_place();
    match serve(server) {
        Ok(code) => code,
        Err(error) => {
            complain(format_args!("{error:#}"));
            let is_table = matches!(error.downcast_ref(), Some(RunError::FaultyGazetteer(_)));
            ExitCode::from(if is_table { EXIT_DATA } else { EXIT_FAILURE })
        }
    }
}

fn serve(server: Server) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no runtime")?;
    let code = runtime.block_on(async {
        // Before anything is bound: from here on a signal means an orderly stop.
        let mut signals = Signals::new().context("signals cannot be received")?;
        let mut hang_ups = HangUps::new().context("signals cannot be received")?;
        let grpc = bind("listen", server.config().listen).await?;
        let admin = bind("admin-listen", server.config().admin_listen).await?;
        server.config().log();
        tracing::info!(listen = %grpc.local_addr()?, admin_listen = %admin.local_addr()?, "listening");
        let (told_to_stop, stop) = tokio::sync::oneshot::channel();
        let reload = server.reload_handle();
        let server = run(server, grpc, admin, async {
            // An error means that nobody can tell us any more.
            let _ = stop.await;
        });
        let second_signal = async {
            signals.next().await;
            let _ = told_to_stop.send(());
            signals.next().await
        };
        tokio::select! {
            outcome = server => outcome.map(|()| ExitCode::SUCCESS).map_err(anyhow::Error::from),
            code = second_signal => Ok(ExitCode::from(code)),
            never = hang_ups.pass_on(&reload) => match never {},
        }
    });
    // Not dropped: that would wait for a computation that nobody wants any more.
    runtime.shutdown_background();
    code
}

async fn bind(flag: &'static str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("--{flag} {address}"))
}

/// The signals that mean "stop".
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// The next signal; returns the exit code of a program ended by it.
    async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.terminate.recv() => 128 + 15,
            _ = self.interrupt.recv() => 128 + 2,
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) -> u8 {
        // Without a console there is no signal to wait for.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        EXIT_FAILURE
    }
}

/// The signal that means "read again": SIGHUP.
struct HangUps {
    #[cfg(unix)]
    hang_up: tokio::signal::unix::Signal,
}

impl HangUps {
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            hang_up: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?,
        })
    }

    /// Asks for a reload at each one.
    async fn pass_on(&mut self, reload: &ReloadHandle) -> Infallible {
        #[cfg(unix)]
        while self.hang_up.recv().await.is_some() {
            reload.request();
        }
        // None will come any more.
        std::future::pending().await
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct OnlyServe {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn without_flags_the_configuration_is_the_default_one() {
        assert_eq!(Config::from(OnlyServe::parse_from(["serve"]).args), Config::default());
    }
}
