//! Prints what some prices are with tax, which a C++ library knows.
use std::ffi::c_long;

extern "C" {
    fn with_tax(cents: c_long) -> c_long;
}

fn main() {
    for cents in [100, 500, 1000] {
        println!("{cents} -> {}", unsafe { with_tax(cents) });
    }
}
