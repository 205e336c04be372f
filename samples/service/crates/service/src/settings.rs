//! Settings come from a TOML file, and from the command line, which is stronger.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use serde::Deserialize;
use url::Url;

/// The stock server.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Args {
    /// Read settings from this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Listen on this address.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,

    /// Keep the stock in this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) database: Option<PathBuf>,

    /// Load stock rules from this shared library.
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Option<PathBuf>,

    /// How to write the log.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) log: LogFormat,

    /// Start on a free port, ask for the own health with and without TLS, print it, and stop.
    #[arg(long, conflicts_with_all = ["config", "listen", "database", "rules"])]
    pub(crate) self_check: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum LogFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// The address to listen on.
    pub(crate) listen: SocketAddr,
    /// Where clients reach the service.
    pub(crate) public_url: Url,
    /// The database file; without one, the stock is forgotten when the server stops.
    pub(crate) database: Option<PathBuf>,
    /// A shared library of stock rules.
    pub(crate) rules: Option<PathBuf>,
    /// A file with the secret for receipts; without one, there is a new secret every time.
    pub(crate) receipt_secret: Option<PathBuf>,
    /// Certificate and key; without them, there is no TLS.
    pub(crate) tls: Option<TlsFiles>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TlsFiles {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: Url::parse("http://localhost:8080/").expect("this is a URL"),
            database: None,
            rules: None,
            receipt_secret: None,
            tls: None,
        }
    }
}

impl Settings {
    pub(crate) fn load(args: &Args) -> Result<Self> {
        let mut settings = match &args.config {
            None => Self::default(),
            Some(path) => fs::read_to_string(path)
                .map_err(anyhow::Error::from)
                .and_then(|text| Ok(toml::from_str(&text)?))
                .with_context(|| format!("cannot read settings from {}", path.display()))?,
        };
        if let Some(listen) = args.listen {
            settings.listen = listen;
        }
        if args.database.is_some() {
            settings.database.clone_from(&args.database);
        }
        if args.rules.is_some() {
            settings.rules.clone_from(&args.rules);
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_sample_settings_can_be_read() {
        let settings: Settings = toml::from_str(include_str!("../service.toml")).unwrap();
        assert_eq!(settings.public_url.as_str(), "https://stock.example/");
        assert!(settings.tls.is_some());
    }

    #[test]
    fn the_command_line_is_stronger_than_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("service.toml");
        fs::write(&file, "listen = \"127.0.0.1:1\"\ndatabase = \"a.db\"\n").unwrap();

        let file = file.to_str().unwrap();
        let args = Args::parse_from(["service", "--config", file, "--database", "b.db"]);
        assert_eq!(
            Settings::load(&args).unwrap(),
            Settings {
                listen: SocketAddr::from(([127, 0, 0, 1], 1)),
                database: Some(PathBuf::from("b.db")),
                ..Settings::default()
            }
        );
    }

    #[test]
    fn a_misspelt_setting_is_noticed() {
        assert!(toml::from_str::<Settings>("listne = \"127.0.0.1:1\"").is_err());
    }
}
