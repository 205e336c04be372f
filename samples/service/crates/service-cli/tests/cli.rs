//! Runs the built executable on a database in a temporary directory.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The standard output if the command succeeds, otherwise the standard error.
fn cli(directory: &Path, args: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_service-cli"))
        .current_dir(directory)
        .args(args)
        .output()
        .expect("service-cli starts");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    if output.status.success() {
        Ok(text(output.stdout))
    } else {
        Err(text(output.stderr))
    }
}

#[test]
fn stock_is_moved_and_verified() {
    let directory = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| cli(directory.path(), args);

    run(&["add", "BRS-0042", "Brass ferrule", "--quantity", "10"]).unwrap();
    assert_eq!(
        run(&["move", "BRS-0042", "-3", "order 1"]).unwrap(),
        "BRS-0042: 7 in stock\n"
    );
    assert!(run(&["history", "BRS-0042"]).unwrap().contains("order 1"));
    assert_eq!(run(&["verify"]).unwrap(), "1 movements, ledger is sound\n");

    let error = run(&["move", "BRS-0042", "-8", "order 2"]).unwrap_err();
    assert!(error.contains("7 in stock"), "{error}");
}

#[test]
fn a_list_can_be_imported_again() {
    let list = "sku,name,quantity\nBRS-0042,Brass ferrule,7\nZNC-0001,\"Ring, zinc\",0\n";
    let directory = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| cli(directory.path(), args);
    fs::write(directory.path().join("parts.csv"), list).unwrap();

    assert_eq!(run(&["import", "parts.csv"]).unwrap(), "2 parts added\n");
    assert_eq!(run(&["list", "--format", "csv"]).unwrap(), list);
    assert!(
        run(&["list", "--format", "json"])
            .unwrap()
            .contains("\"name\": \"Ring, zinc\"")
    );
}
