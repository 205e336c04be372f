use std::ffi::{c_int, c_long};

#[derive(serde::Serialize)]
struct Report {
    items: c_int,
    net_cents: c_long,
    gross_cents: c_long,
}

/// Prints a report as JSON.
#[no_mangle]
pub extern "C" fn report_print(items: c_int, net_cents: c_long, gross_cents: c_long) {
    let report = Report { items, net_cents, gross_cents };
    println!("{}", serde_json::to_string(&report).expect("plain numbers"));
}
