//! `hello-ferrule [--language LANGUAGE] [--manner MANNER] [NAME]`

use std::env;
use std::process::ExitCode;

use greeting::{greet, Manner};

mod words {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The language of the first line of `words.txt`, set by the build script.
const DEFAULT_LANGUAGE: &str = env!("DEFAULT_LANGUAGE");

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("hello-ferrule: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: impl Iterator<Item = String>) -> Result<String, String> {
    let mut language = DEFAULT_LANGUAGE.to_string();
    let mut manner = Manner::default();
    let mut name = "World".to_string();

    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--language" if cfg!(many_languages) => {
                language = args.next().ok_or("--language needs a value")?;
            }
            "--manner" => {
                let value = args.next().ok_or("--manner needs a value")?;
                manner = value
                    .parse()
                    .map_err(|error: greeting::UnknownManner| error.to_string())?;
            }
            option if option.starts_with('-') => return Err(format!("unknown option `{option}`")),
            _ => name = arg,
        }
    }
    Ok(greet(word(&language)?, &name, manner))
}

fn word(language: &str) -> Result<&'static str, String> {
    words::WORDS
        .iter()
        .find(|(known, _)| *known == language)
        .map(|(_, word)| *word)
        .ok_or_else(|| format!("no word for language `{language}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_with(args: &[&str]) -> Result<String, String> {
        run(args.iter().map(|arg| arg.to_string()))
    }

    #[test]
    fn the_default_language_has_a_word() {
        assert_eq!(word(DEFAULT_LANGUAGE), Ok("Hello"));
    }

    #[test]
    fn options_and_name_are_used() {
        assert_eq!(
            run_with(&["--language", "fr", "--manner", "quiet", "Ferrule"]),
            Ok("Bonjour, Ferrule".to_string())
        );
    }

    #[test]
    fn a_missing_value_is_an_error() {
        assert_eq!(
            run_with(&["--manner"]),
            Err("--manner needs a value".to_string())
        );
    }
}
